import type { Change, Rgb, Segment } from "../contract";
import { firstStartingFrom, type Placed, segmentAt } from "../show/lane";
import type { TimelineRow } from "../show/model";
import { added, changed } from "./change";
import { head } from "./cut";

/**
 * A colour from `ms` on, as the colour keys put it: at a segment's start it recolours the segment;
 * inside one it cuts it and takes its rest; in a gap it runs to the next segment or `showEnd`.
 */
export function paintedAt(lane: readonly Placed[], ball: TimelineRow, ms: number, color: Rgb, showEnd: number): Change[] {
  const present = segmentAt(lane, ms);
  if (present?.start === ms) return [changed(present, { color, end_color: null })];
  const end = present?.end ?? lane[firstStartingFrom(lane, ms)]?.start ?? showEnd;
  if (end <= ms) return [];
  const put = added(solid(ball, ms, end, color));
  return present ? [changed(present, head(present.entity, ms)), put] : [put];
}

/**
 * The segment at `ms` becomes a fade from its color to `color`, which shines on from the segment's
 * end as the color keys put it. Nothing where there is no segment to fade from.
 */
export function fadedAt(lane: readonly Placed[], ball: TimelineRow, ms: number, color: Rgb, showEnd: number): Change[] {
  const present = segmentAt(lane, ms);
  if (!present) return [];
  return [changed(present, { end_color: color }), ...paintedAt(lane, ball, present.end, color, showEnd)];
}

export const solid = (ball: TimelineRow, start: number, end: number, color: Rgb): Segment => ({
  timeline: ball.id,
  start_ms: start,
  end_ms: end,
  color,
  end_color: null,
  pixels: ball.default_pixels,
  effects: [],
});
