import type { Change, Segment } from "../contract";
import type { Placed } from "../show/lane";
import { added } from "./change";

/** Copied segments, with times from the earliest start and balls counted from the first one used. */
export interface Clip {
  readonly items: readonly { readonly lane: number; readonly segment: Segment }[];
  readonly lanes: number;
  readonly length: number;
}

export function copied(items: readonly Placed[], lanes: readonly string[]): Clip | null {
  if (!items.length) return null;
  const lane = (placed: Placed) => lanes.indexOf(placed.entity.timeline);
  const first = items.reduce((least, placed) => Math.min(least, lane(placed)), lanes.length);
  const start = items.reduce((least, placed) => Math.min(least, placed.start), Number.POSITIVE_INFINITY);
  const end = items.reduce((most, placed) => Math.max(most, placed.end), 0);
  const used = items.map((placed) => ({ lane: lane(placed) - first, segment: shifted(placed.entity, -start) }));
  return { items: used, lanes: Math.max(...used.map((item) => item.lane)) + 1, length: end - start };
}

/** New segments from a clip, starting at `ms`, the first on `lane` (or higher up, so that all fit). */
export function pasted(clip: Clip, ms: number, lane: number, lanes: readonly string[]): Change[] {
  const first = Math.max(0, Math.min(lane, lanes.length - clip.lanes));
  return clip.items.flatMap((item) => {
    const timeline = lanes[first + item.lane];
    return timeline ? [added({ ...shifted(item.segment, ms), timeline })] : [];
  });
}

const shifted = (segment: Segment, ms: number): Segment => ({
  ...segment,
  start_ms: segment.start_ms + ms,
  end_ms: segment.end_ms + ms,
});
