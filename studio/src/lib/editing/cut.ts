import type { Segment } from "../contract";
import { fadeColor } from "../show/effects";

/** The part of a segment before `ms`; a fade ends in the colour it had reached there. */
export function head(segment: Segment, ms: number): Segment {
  return { ...segment, end_ms: ms, end_color: segment.end_color && fadeColor(segment, ms) };
}

/** The part of a segment from `ms` on; a fade starts in the colour it had reached there. */
export function tail(segment: Segment, ms: number): Segment {
  return { ...segment, start_ms: ms, color: fadeColor(segment, ms) };
}
