import type { Segment } from "./contract";
import { type Placed, place } from "./show/lane";
import { ShowModel, type TimelineRow } from "./show/model";

/** Small shows for the tests. */
export const segment = (start_ms: number, end_ms: number, part: Partial<Segment> = {}): Segment => ({
  timeline: "a",
  start_ms,
  end_ms,
  color: [255, 0, 0],
  end_color: null,
  pixels: 4,
  effects: [],
  ...part,
});

export const placed = (id: string, start: number, end: number, part: Partial<Segment> = {}): Placed =>
  place(id, segment(start, end, part));

export const ball = (id: string, position: number): TimelineRow => ({
  id,
  name: `Ball ${position + 1}`,
  position,
  default_pixels: 4,
  default_color: null,
});

export function show(segments: readonly Placed[]): ShowModel {
  return new ShowModel({
    project: {},
    timelines: { a: ball("a", 0), b: ball("b", 1), c: ball("c", 2) },
    segments: Object.fromEntries(segments.map(({ id, entity }) => [id, entity])),
  });
}

/** Where the segments of a lane are, for comparing at a glance. */
export const spans = (lane: readonly Placed[]): [number, number][] => lane.map(({ start, end }) => [start, end]);
