import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** Which panels are open, and how large; remembered by this browser. */
interface Panels {
  readonly chat: boolean;
  readonly chatWidth: number;
  readonly stageHeight: number;
  readonly history: boolean;
  readonly help: boolean;
}

const KEY = "coda.panels";
const SMALL_WINDOW = 1100;

function remembered(): Partial<Panels> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Panels>;
  } catch {
    return {};
  }
}

export const panelStore = createStore<Panels>()(() => ({
  chat: true,
  chatWidth: innerWidth < SMALL_WINDOW ? 320 : 384,
  stageHeight: Math.round(Math.min(380, innerHeight * 0.32)),
  ...remembered(),
  history: false,
  help: false,
}));

panelStore.subscribe(({ chat, chatWidth, stageHeight }) => {
  localStorage.setItem(KEY, JSON.stringify({ chat, chatWidth, stageHeight }));
});

export const usePanels = (): Panels => useStore(panelStore);
export const setPanels = (part: Partial<Panels>): void => panelStore.setState(part);
export const togglePanel = (name: "chat" | "history" | "help"): void => setPanels({ [name]: !panelStore.getState()[name] });
