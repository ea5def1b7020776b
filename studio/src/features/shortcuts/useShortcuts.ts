import { useEffect } from "react";
import { spacePan } from "../../lib/spacePan";
import { view } from "../../lib/view";
import { type Command, commandFor } from "./bindings";
import { copiesText, isTaken } from "./keys";

export type Commands = Record<Command, () => void>;

/** What stays itself while the color keys are on: a slip of the hand must be undone at once. */
const KEPT: ReadonlySet<Command | undefined> = new Set<Command>(["undo", "redo"]);
const OWN_SPACE = "button, a, summary, [role=menuitem], input";

/** Paints with a color key, fading when Control or Alt is held; false when the key is none. */
export type Paint = (key: string, fading: boolean) => boolean;

/** Runs the commands on their keys; while the color keys are on, `paint` gets the keys first. */
export function useShortcuts(commands: Commands, paint: Paint): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("keydown", (event) => pressed(event, commands, paint), { signal });
    window.addEventListener("keyup", (event) => released(event, commands), { signal });
    window.addEventListener("blur", () => (spacePan.held = false), { signal });
    return () => listening.abort();
  }, [commands, paint]);
}

function pressed(event: KeyboardEvent, commands: Commands, paint: Paint): void {
  const target = event.target as HTMLElement;
  if (isTaken(event)) return;
  if (event.key === " ") {
    if (target.closest(OWN_SPACE)) return;
    event.preventDefault();
    if (!event.repeat) Object.assign(spacePan, { held: true, used: false });
    return;
  }
  const command = commandFor(event);
  if (view().colorKeys && !KEPT.has(command) && paints(event, paint)) return event.preventDefault();
  if (!command || copiesText(command)) return;
  event.preventDefault();
  commands[command]();
}

/** With Alt a letter may come as a sign (on a Mac), so then the place of the key counts. */
function paints(event: KeyboardEvent, paint: Paint): boolean {
  if (event.shiftKey) return false;
  const key = event.altKey ? keyAt(event.code) : event.key.toLowerCase();
  return paint(key, event.ctrlKey || event.metaKey || event.altKey);
}

const SIGNS: Record<string, string> = { Comma: ",", Period: "." };
const keyAt = (code: string): string => SIGNS[code] ?? code.replace(/^(Key|Digit)/, "").toLowerCase();

/** Space plays when it is let go, unless it served to pan. */
function released(event: KeyboardEvent, commands: Commands): void {
  if (event.key !== " " || !spacePan.held) return;
  spacePan.held = false;
  if (!spacePan.used) commands.play();
}
