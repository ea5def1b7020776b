import { commandFinder } from "../../features/shortcuts/keys";

/** Every key of a film, in the order of the sheet. */
export const BINDINGS = [
  { command: "play", keys: ["Space"], group: "Film", label: "Play or pause" },
  { command: "undo", keys: ["Mod+Z"], group: "Edit", label: "Undo" },
  { command: "redo", keys: ["Mod+Shift+Z", "Mod+Y"], group: "Edit", label: "Redo" },
  { command: "open", keys: ["Enter"], group: "Shots", label: "Open the selected shot" },
  { command: "add", keys: ["A"], group: "Shots", label: "Add a shot after the selected one" },
  { command: "duplicate", keys: ["Mod+D"], group: "Shots", label: "Duplicate" },
  { command: "earlier", keys: ["Alt+ArrowLeft"], group: "Shots", label: "Move earlier" },
  { command: "later", keys: ["Alt+ArrowRight"], group: "Shots", label: "Move later" },
  { command: "remove", keys: ["Delete", "Backspace"], group: "Edit", label: "Delete the selected card" },
  { command: "clear", keys: ["Escape"], group: "Edit", label: "Select nothing, close the history" },
  { command: "help", keys: ["?"], group: "View", label: "This sheet" },
] as const;

export type Command = (typeof BINDINGS)[number]["command"];

export const commandFor = commandFinder<Command>(BINDINGS);

/** What the board does with its arrow keys, for the sheet. */
export const WALKING = { command: "walk", keys: ["ArrowLeft", "ArrowRight"], group: "Film", label: "From card to card" } as const;
