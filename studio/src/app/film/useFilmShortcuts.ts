import { useEffect } from "react";
import { isTaken } from "../../features/shortcuts/keys";
import { commandFor } from "./bindings";
import { COMMANDS } from "./commands";

/** What keeps Enter and Space for itself. */
const OWN_KEYS = "button, a, summary, video, [role=menuitem], input";

/** Runs the film's commands on their keys. */
export function useFilmShortcuts(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const command = commandFor(event);
      if (!command || isTaken(event)) return;
      const ownKey = event.key === "Enter" || event.key === " ";
      if (ownKey && (event.target as HTMLElement).closest(OWN_KEYS)) return;
      event.preventDefault();
      COMMANDS[command]();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
