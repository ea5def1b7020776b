/** A command with its keys; `Mod` is Control, or Command on a Mac. */
export interface Binding<C extends string = string> {
  readonly command: C;
  readonly keys: readonly string[];
  readonly group: string;
  readonly label: string;
}

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Finds the command of a key press, or undefined. A sign such as `?` is itself, however it is typed. */
export function commandFinder<C extends string>(bindings: readonly Binding<C>[]): (event: KeyPress) => C | undefined {
  const known = new Map<string, C>(bindings.flatMap(({ keys, command }) => keys.map((key) => [key, command] as [string, C])));
  return (event) => known.get(combination(event));
}

function combination(event: KeyPress): string {
  const { key } = event;
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== " ";
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  const held = [
    (event.ctrlKey || event.metaKey) && "Mod+",
    event.altKey && "Alt+",
    event.shiftKey && !sign && "Shift+",
  ].filter(Boolean);
  return held.join("") + name;
}

/** Keys as a person reads them. */
export function readable(combination: string): string {
  const mac = /mac/i.test(navigator.platform);
  return combination
    .replace("Mod+", mac ? "⌘ " : "Ctrl ")
    .replace("Shift+", "Shift ")
    .replace("Alt+", "Alt ")
    .replace(/Arrow(\w+)/, (_, direction: string) => ({ Left: "←", Right: "→", Up: "↑", Down: "↓" })[direction] ?? "");
}

const TEXT = "input:not([type=range],[type=checkbox],[type=color]), textarea, select, [contenteditable=true]";

/** Whether the keys belong to something else: a field, an open dialog, whoever has taken the press already. */
export const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  (event.target as HTMLElement).closest(TEXT) !== null ||
  document.querySelector("dialog[open]") !== null;

/** Copying selected text of the page stays the browser's. */
export const copiesText = (command: string): boolean =>
  (command === "copy" || command === "cut") && (getSelection()?.toString() ?? "") !== "";
