import { useEffect } from "react";
import { spacePan } from "../../lib/spacePan";
import { view } from "../../lib/view";
import { type Command, commandFor } from "./bindings";

export type Commands = Record<Command, () => void>;

const TEXT = "input:not([type=range],[type=checkbox],[type=color]), textarea, select, [contenteditable=true]";
const OWN_SPACE = "button, a, summary, [role=menuitem], input";

/** Runs the commands on their keys; `paint` gets the other keys while the color keys are on. */
export function useShortcuts(commands: Commands, paint: (key: string) => boolean): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("keydown", (event) => pressed(event, commands, paint), { signal });
    window.addEventListener("keyup", (event) => released(event, commands), { signal });
    window.addEventListener("blur", () => (spacePan.held = false), { signal });
    return () => listening.abort();
  }, [commands, paint]);
}

function pressed(event: KeyboardEvent, commands: Commands, paint: (key: string) => boolean): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || target.closest(TEXT) || document.querySelector("dialog[open]")) return;
  if (event.key === " ") {
    if (target.closest(OWN_SPACE)) return;
    event.preventDefault();
    if (!event.repeat) Object.assign(spacePan, { held: true, used: false });
    return;
  }
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (bare && view().colorKeys && paint(event.key)) return event.preventDefault();
  const command = commandFor(event);
  if (!command || copiesText(command)) return;
  event.preventDefault();
  commands[command]();
}

/** Space plays when it is let go, unless it served to pan. */
function released(event: KeyboardEvent, commands: Commands): void {
  if (event.key !== " " || !spacePan.held) return;
  spacePan.held = false;
  if (!spacePan.used) commands.play();
}

/** Copying selected text of the page stays the browser's. */
const copiesText = (command: Command): boolean =>
  (command === "copy" || command === "cut") && (getSelection()?.toString() ?? "") !== "";
