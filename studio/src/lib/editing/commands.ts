import type { Change, Effect, Rgb } from "../contract";
import type { Placed } from "../show/lane";
import type { TimelineRow } from "../show/model";
import { model } from "../show/session";
import { colorName, sameColor } from "../palette";
import { playerStore, playheadMs } from "../player";
import { select, selectionStore } from "../selection";
import { formatTime, toGrid } from "../time";
import { toast } from "../toasts";
import { view, viewStore } from "../view";
import { changed, count, removed } from "./change";
import { type Clip, copied, pasted } from "./clipboard";
import { apply } from "./draft";
import { fadedAt, paintedAt } from "./paint";
import { splitAt } from "./split";

/** What keys, buttons and menus do to the selection; each call is one edit. */
let clip: Clip | null = null;

const ballIds = () => model().timelines.map(({ id }) => id);
const everySegment = () => [...model().segments.values()];

export function selected(): Placed[] {
  return [...selectionStore.getState().ids].flatMap((id) => model().segments.get(id) ?? []);
}

export const selectAll = (): void => select(model().segments.keys());

/** Selects `id`, unless it belongs to what is selected already. */
export function include(id: string): void {
  if (!selectionStore.getState().ids.has(id)) select([id]);
}

export function removeSelected(): void {
  const items = selected();
  apply(`Delete ${count(items.length, "segment")}`, items.map(removed));
}

/** Splits the selected segments, or all when none is selected, at the playhead. */
export function splitAtPlayhead(): void {
  const items = selected();
  apply("Split at the playhead", splitAt(items.length ? items : everySegment(), toGrid(playheadMs())));
}

export function splitSelected(ms: number): void {
  apply(`Split at ${formatTime(ms)}`, splitAt(selected(), ms));
}

export function addEffect(effect: Effect): void {
  const changes = selected().map((placed) => changed(placed, { effects: [...placed.entity.effects, effect] }));
  apply(`Add ${effect.type} to ${count(changes.length, "segment")}`, changes);
}

export function removeEffects(): void {
  const lit = selected().filter((placed) => placed.entity.effects.length > 0);
  apply(`Remove the effects of ${count(lit.length, "segment")}`, lit.map((placed) => changed(placed, { effects: [] })));
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

export const canPaste = (): boolean => clip !== null;

/** Pastes onto the active ball, at the playhead unless told where. */
export function paste(ms = toGrid(playheadMs())): void {
  if (clip) insert(clip, ms, "Paste");
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

/** The color keys: paints the balls at the playhead. */
export function paint(balls: readonly number[], color: Rgb): void {
  const rows = rowsAt(balls);
  apply(`Paint ${named(rows)} ${colorName(color)}`, rows.flatMap((ball) => paintedAt(...brushOn(ball, color))));
}

/** The color keys held with Control or Alt: what the balls show at the playhead fades to the color. */
export function fadeTo(balls: readonly number[], color: Rgb): void {
  const rows = rowsAt(balls);
  const changes = rows.flatMap((ball) => fadedAt(...brushOn(ball, color)));
  if (!changes.length) return toast(`There is no light at the playhead on ${named(rows)} to fade from.`);
  apply(`Fade ${named(rows)} to ${colorName(color)}`, changes);
}

const rowsAt = (balls: readonly number[]) => model().timelines.filter((_, index) => balls.includes(index));
const named = (rows: readonly TimelineRow[]) => rows.map((ball) => ball.name).join(", ");

function brushOn(ball: TimelineRow, color: Rgb): Parameters<typeof paintedAt> {
  return [model().lane(ball.id), ball, toGrid(playheadMs()), color, toGrid(playerStore.getState().durationMs)];
}

function insert(what: Clip, ms: number, verb: string): void {
  const lane = ballIds().indexOf(view().activeBall ?? "");
  const changes: Change[] = pasted(what, ms, Math.max(0, lane), ballIds());
  apply(`${verb} ${count(changes.length, "segment")}`, changes);
  select(changes.map((change) => change.id));
}
