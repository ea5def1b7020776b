import { addShot } from "../../features/film/Storyboard";
import { togglePlay } from "../../features/film/screen";
import type { Row, Shot } from "../../lib/film/contract";
import { removed, shotDuplicated, shotMoved } from "../../lib/film/edits";
import { clearSelection, inspect, selectionStore } from "../../lib/film/selection";
import { apply, film, filmSession } from "../../lib/film/session";
import { setPanels, togglePanel } from "../panels";
import type { Command } from "./bindings";

function withShot(run: (shot: Row<Shot>) => void): void {
  const { selected } = selectionStore.getState();
  const shot = selected?.collection === "shots" && film().shots.find(({ id }) => id === selected.id);
  if (shot) run(shot);
}

/** Only parts that there can be several of are deleted by a key. */
function removeSelected(): void {
  const { selected } = selectionStore.getState();
  if (!selected) return;
  const { collection, id } = selected;
  if (collection === "shots") withShot(({ position }) => apply(removed(film(), collection, id, `shot ${position + 1}`)));
  const named = film().get(collection, id)?.name;
  if (typeof named === "string") apply(removed(film(), collection, id, named));
}

function clear(): void {
  clearSelection();
  setPanels({ history: false });
}

function moved(by: 1 | -1): void {
  withShot(({ id, position }) => {
    const to = position + by;
    if (to >= 0 && to < film().shots.length) apply(shotMoved(film(), id, to));
  });
}

/** What each key does. */
export const COMMANDS: Record<Command, () => void> = {
  play: togglePlay,
  undo: filmSession.undo,
  redo: filmSession.redo,
  open: () => withShot(({ id }) => inspect(id)),
  add: () => withShot(({ position }) => addShot(position)),
  duplicate: () => withShot((shot) => apply(shotDuplicated(film(), shot))),
  earlier: () => moved(-1),
  later: () => moved(1),
  remove: removeSelected,
  clear,
  help: () => togglePanel("help"),
};
