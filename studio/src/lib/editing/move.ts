import type { Change } from "../contract";
import type { Placed } from "../show/lane";
import { toGrid } from "../time";
import { changed } from "./change";

/** Moves segments together in time and across balls, as far as the first of them can go. */
export function moved(items: readonly Placed[], deltaMs: number, deltaLane: number, lanes: readonly string[]): Change[] {
  const index = new Map(lanes.map((id, position) => [id, position]));
  const positions = items.map((placed) => index.get(placed.entity.timeline) ?? 0);
  const lane = clamp(deltaLane, -least(positions), lanes.length - 1 - most(positions));
  const time = Math.max(toSigned(deltaMs), -least(items.map((placed) => placed.start)));
  return items.map((placed, i) =>
    changed(placed, {
      timeline: lanes[positions[i]! + lane]!,
      start_ms: placed.start + time,
      end_ms: placed.end + time,
    }),
  );
}

/** Puts one edge of a segment at `ms`, leaving at least one step of the grid. */
export function resized(placed: Placed, edge: "start" | "end", ms: number, step: number): Change {
  const at = toGrid(ms);
  return edge === "start"
    ? changed(placed, { start_ms: Math.min(at, placed.end - step) })
    : changed(placed, { end_ms: Math.max(at, placed.start + step) });
}

const toSigned = (ms: number) => Math.sign(ms) * toGrid(Math.abs(ms));
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
