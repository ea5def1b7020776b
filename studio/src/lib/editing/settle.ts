import type { Change, Segment } from "../contract";
import { firstEndingAfter, type Placed } from "../show/lane";
import { added, changed, removed } from "./change";
import { head, tail } from "./cut";

type LaneOf = (timeline: string) => readonly Placed[];

/**
 * The overlap rule "new wins": what a put segment covers of others is taken from them. Returns the
 * changes with the trimmed, split and removed neighbours after them. Segments that are
 * themselves in `changes` are never neighbours; the puts must not overlap each other.
 */
export function settle(changes: readonly Change[], laneOf: LaneOf): Change[] {
  const moving = new Set(changes.map((change) => change.id));
  const neighbours = new Map<string, Placed>();
  const rest = new Map<string, Segment[]>();
  for (const change of changes) {
    if (change.collection !== "segments" || !change.after) continue;
    const put = change.after as Segment;
    for (const placed of overlapped(laneOf(put.timeline), put, moving)) {
      neighbours.set(placed.id, placed);
      const parts = rest.get(placed.id) ?? [placed.entity];
      rest.set(placed.id, parts.flatMap((part) => without(part, put)));
    }
  }
  return [...changes, ...[...neighbours.values()].flatMap((placed) => outcome(placed, rest.get(placed.id) ?? []))];
}

/** What is left of `old` where `put` does not cover it. */
function without(old: Segment, put: Segment): Segment[] {
  if (old.end_ms <= put.start_ms || old.start_ms >= put.end_ms) return [old];
  const parts: Segment[] = [];
  if (old.start_ms < put.start_ms) parts.push(head(old, put.start_ms));
  if (old.end_ms > put.end_ms) parts.push(tail(old, put.end_ms));
  return parts;
}

function overlapped(lane: readonly Placed[], put: Segment, moving: ReadonlySet<string>): Placed[] {
  const found: Placed[] = [];
  for (let i = firstEndingAfter(lane, put.start_ms); i < lane.length; i++) {
    const placed = lane[i]!;
    if (placed.start >= put.end_ms) break;
    if (!moving.has(placed.id)) found.push(placed);
  }
  return found;
}

function outcome(placed: Placed, parts: readonly Segment[]): Change[] {
  const [first, ...others] = parts;
  if (!first) return [removed(placed)];
  return [changed(placed, first), ...others.map((part) => added(part))];
}
