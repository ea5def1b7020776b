import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { model, showStore, useShow } from "./show/session";
import { playheadMs } from "./player";

const NOTHING: ReadonlySet<string> = new Set();

/** Ids of the selected segments. */
export const selectionStore = createStore<{ ids: ReadonlySet<string> }>()(() => ({ ids: NOTHING }));

export const useSelection = (): ReadonlySet<string> => useStore(selectionStore, (state) => state.ids);

export function select(ids: Iterable<string>): void {
  selectionStore.setState({ ids: new Set(ids) });
}

export function clearSelection(): void {
  if (selectionStore.getState().ids.size) selectionStore.setState({ ids: NOTHING });
}

export function toggleSelected(id: string): void {
  const ids = new Set(selectionStore.getState().ids);
  if (!ids.delete(id)) ids.add(id);
  selectionStore.setState({ ids });
}

/** What a message to the copilot refers to. */
export function getScope(): { selection: string[]; playhead_ms: number } {
  return { selection: [...selectionStore.getState().ids], playhead_ms: Math.round(playheadMs()) };
}

/** The balls in order, for "which timelines may the copilot touch". */
export function useTimelines(): readonly { id: string; name: string; position: number }[] {
  return useShow((state) => state.model.timelines);
}

showStore.subscribe((state, before) => {
  if (state.version === before.version) return;
  const { ids } = selectionStore.getState();
  const alive = [...ids].filter((id) => model().segments.has(id));
  if (alive.length !== ids.size) select(alive);
});
