import { firstEndingAfter, type Placed } from "../../lib/show/lane";
import { model } from "../../lib/show/session";
import { view } from "../../lib/view";
import type { Pointer } from "./pointer";

export interface Hit {
  readonly placed: Placed;
  readonly part: "start" | "body" | "end";
}

const EDGE_PX = 6;

/** The segment under the pointer, and whether it is taken by an edge. Short segments have narrower edges. */
export function hitSegment({ ms, lane }: Pointer): Hit | null {
  const ball = model().timelines[lane];
  if (!ball) return null;
  const { pxPerMs } = view();
  const segments = model().lane(ball.id);
  const placed = segments[firstEndingAfter(segments, ms)];
  if (!placed || placed.start > ms) return null;
  const edge = Math.min(EDGE_PX, ((placed.end - placed.start) * pxPerMs) / 4);
  if ((ms - placed.start) * pxPerMs < edge) return { placed, part: "start" };
  if ((placed.end - ms) * pxPerMs < edge) return { placed, part: "end" };
  return { placed, part: "body" };
}
