import type { Change, Rgb, Segment } from "../contract";
import { type Placed, place, segmentAt } from "./lane";
import type { ShowModel } from "./model";
import { colorInSegment } from "./effects";

/** What a ball shows: its color, on so many of its four lights. */
export interface Light {
  readonly color: Rgb;
  readonly pixels: number;
}

/** What a ball shows at `ms`; null in a gap, where it is dark. */
export function lightAt(lane: readonly Placed[], ms: number): Light | null {
  const placed = segmentAt(lane, ms);
  return placed ? { color: colorInSegment(placed.entity, ms), pixels: placed.entity.pixels } : null;
}

/** The color alone. */
export function colorAt(lane: readonly Placed[], ms: number): Rgb | null {
  return lightAt(lane, ms)?.color ?? null;
}

export function colorsAt(model: ShowModel, ms: number): Record<string, Rgb | null> {
  return Object.fromEntries(model.timelines.map(({ id }) => [id, colorAt(model.lane(id), ms)]));
}

/** The lanes as they would be after `changes`; lanes that are not touched are the model's own. */
export function lanesWith(model: ShowModel, changes: readonly Change[]): ReadonlyMap<string, readonly Placed[]> {
  const segments = changes.filter((change) => change.collection === "segments");
  const touched = new Set(segments.map((change) => change.id));
  const after = segments.flatMap((change) => (change.after ? [place(change.id, change.after as Segment)] : []));
  const lanes = new Map<string, readonly Placed[]>();
  for (const { id } of model.timelines) {
    const kept = model.lane(id).filter((placed) => !touched.has(placed.id));
    const added = after.filter((placed) => placed.entity.timeline === id);
    lanes.set(id, [...kept, ...added].sort((a, b) => a.start - b.start));
  }
  return lanes;
}
