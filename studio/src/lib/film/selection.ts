import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { film, filmStore } from "./session";

export interface Selected {
  readonly collection: string;
  readonly id: string;
}

/** The card that is selected, and the shot whose inspector is open. */
export const selectionStore = createStore<{ selected: Selected | null; inspected: string | null }>()(() => ({
  selected: null,
  inspected: null,
}));

export function select(collection: string, id: string): void {
  selectionStore.setState({ selected: { collection, id } });
}

export const clearSelection = (): void => selectionStore.setState({ selected: null });

export const inspect = (id: string | null): void => selectionStore.setState({ inspected: id });

export const useIsSelected = (collection: string, id: string): boolean =>
  useStore(selectionStore, ({ selected }) => selected?.collection === collection && selected.id === id);

export const useInspected = (): string | null => useStore(selectionStore, (state) => state.inspected);

/** What a message to the copilot refers to. */
export function getScope(): { selection: Selected | null } {
  const { selected } = selectionStore.getState();
  return { selection: selected?.collection === "episode" ? null : selected };
}

filmStore.subscribe((state, before) => {
  if (state.version === before.version) return;
  const { selected, inspected } = selectionStore.getState();
  if (selected && !film().get(selected.collection, selected.id)) clearSelection();
  if (inspected && !film().get("shots", inspected)) inspect(null);
});
