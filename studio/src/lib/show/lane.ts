import type { Segment } from "../contract";

/** A segment with its id, as a lane holds it. `entity` is exactly what the server knows. */
export interface Placed {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly entity: Segment;
}

export const place = (id: string, entity: Segment): Placed => ({
  id,
  start: entity.start_ms,
  end: entity.end_ms,
  entity,
});

/** One ball's segments, sorted by start; they do not overlap, so their ends are sorted too. */
export type Lane = Placed[];

/**
 * Index of the first segment that ends after `ms`: where drawing from `ms` begins. With `from`, a
 * place that is not behind it, the search costs only the logarithm of the distance.
 */
export function firstEndingAfter(lane: readonly Placed[], ms: number, from?: number): number {
  if (from === undefined) return bisect(lane, (placed) => placed.end > ms);
  let stride = 1;
  let low = from;
  while (low + stride < lane.length && lane[low + stride]!.end <= ms) {
    low += stride;
    stride *= 2;
  }
  return bisect(lane, (placed) => placed.end > ms, low, Math.min(lane.length, low + stride));
}

/** Index of the first segment that starts at or after `ms`. O(log n). */
export function firstStartingFrom(lane: readonly Placed[], ms: number): number {
  return bisect(lane, (placed) => placed.start >= ms);
}

/** The segment lit at `ms` (start inclusive, end exclusive). */
export function segmentAt(lane: readonly Placed[], ms: number): Placed | undefined {
  const placed = lane[firstEndingAfter(lane, ms)];
  return placed && placed.start <= ms ? placed : undefined;
}

export function insert(lane: Lane, placed: Placed): void {
  lane.splice(firstStartingFrom(lane, placed.start), 0, placed);
}

export function remove(lane: Lane, placed: Placed): void {
  let index = firstStartingFrom(lane, placed.start);
  while (index < lane.length && lane[index]?.id !== placed.id) index++;
  if (index < lane.length) lane.splice(index, 1);
}

function bisect(lane: readonly Placed[], holds: (placed: Placed) => boolean, from = 0, to = lane.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(lane[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
