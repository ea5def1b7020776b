import type { Change, Rgb } from "../contract";
import type { Placed } from "../document/lane";
import { model } from "../document/store";
import { colorName, sameColor } from "../palette";
import { playerStore, playheadMs } from "../player";
import { select, selectionStore } from "../selection";
import { toGrid } from "../time";
import { view, viewStore } from "../view";
import { changed, count, removed } from "./change";
import { type Clip, copied, pasted } from "./clipboard";
import { apply } from "./draft";
import { paintedAt } from "./paint";
import { splitAt } from "./split";

/** What keys, buttons and menus do to the selection; each call is one edit. */
let clip: Clip | null = null;

const ballIds = () => model().timelines.map(({ id }) => id);
const everySegment = () => [...model().segments.values()];

export function selected(): Placed[] {
  return [...selectionStore.getState().ids].flatMap((id) => model().segments.get(id) ?? []);
}

export const selectAll = (): void => select(model().segments.keys());

export function removeSelected(): void {
  const items = selected();
  apply(`Delete ${count(items.length, "segment")}`, items.map(removed));
}

/** Splits the selected segments, or all when none is selected, at the playhead. */
export function splitAtPlayhead(): void {
  const items = selected();
  apply("Split at the playhead", splitAt(items.length ? items : everySegment(), toGrid(playheadMs())));
}

export function copySelected(): void {
  clip = copied(selected(), ballIds()) ?? clip;
  const first = model().timelines.find(({ id }) => selected().some((placed) => placed.entity.timeline === id));
  if (first) viewStore.setState({ activeBall: first.id });
}

export function cutSelected(): void {
  copySelected();
  removeSelected();
}

export function paste(): void {
  if (clip) insert(clip, toGrid(playheadMs()), "Paste");
}

/** Puts a copy of the selection right after it. */
export function duplicateSelected(): void {
  const items = selected();
  const copy = copied(items, ballIds());
  if (!copy) return;
  copySelected();
  insert(copy, Math.max(...items.map((placed) => placed.end)), "Duplicate");
}

export function recolor(color: Rgb): void {
  const items = selected().filter((placed) => !sameColor(placed.entity.color, color));
  apply(`Color ${count(items.length, "segment")} ${colorName(color)}`, items.map((placed) => changed(placed, { color })));
}

/** The colour keys: paints the balls at the playhead. */
export function paint(balls: readonly number[], color: Rgb): void {
  const rows = model().timelines.filter((_, index) => balls.includes(index));
  const at = toGrid(playheadMs());
  const end = playerStore.getState().durationMs;
  const changes = rows.flatMap((ball) => paintedAt(model().lane(ball.id), ball, at, color, toGrid(end)));
  apply(`Paint ${rows.map((ball) => ball.name).join(", ")} ${colorName(color)}`, changes);
}

function insert(what: Clip, ms: number, verb: string): void {
  const lane = ballIds().indexOf(view().activeBall ?? "");
  const changes: Change[] = pasted(what, ms, Math.max(0, lane), ballIds());
  apply(`${verb} ${count(changes.length, "segment")}`, changes);
  select(changes.map((change) => change.id));
}

