import { expect, test } from "vitest";
import type { Segment } from "../contract";
import type { Placed } from "../show/lane";
import { placed, segment, show, spans } from "../testing";
import { added, changed } from "./change";
import { settle } from "./settle";

function put(lane: Placed[], ...news: Segment[]) {
  const model = show(lane);
  const changes = settle(news.map((entity) => added(entity)), (timeline) => model.lane(timeline));
  model.apply(changes);
  return model.lane("a");
}

test("a new segment trims the ones it overlaps on both sides", () => {
  expect(spans(put([placed("1", 0, 100), placed("2", 150, 300)], segment(50, 200)))).toEqual([[0, 50], [50, 200], [200, 300]]);
});

test("a segment wholly covered goes away", () => {
  expect(spans(put([placed("1", 20, 80)], segment(0, 100)))).toEqual([[0, 100]]);
});

test("a segment that contains the new one is split in two", () => {
  const lane = put([placed("1", 0, 300)], segment(100, 200, { color: [0, 0, 255] }));
  expect(spans(lane)).toEqual([[0, 100], [100, 200], [200, 300]]);
  expect(lane[0]?.id).toBe("1");
});

test("a fade that is cut keeps looking the same on both sides", () => {
  const lane = put([placed("1", 0, 200, { color: [0, 0, 0], end_color: [200, 200, 200] })], segment(50, 100));
  expect(lane[0]?.entity.end_color).toEqual([50, 50, 50]);
  expect(lane[2]?.entity.color).toEqual([100, 100, 100]);
  expect(lane[2]?.entity.end_color).toEqual([200, 200, 200]);
});

test("two new segments each take their part of the same neighbour", () => {
  expect(spans(put([placed("1", 0, 500)], segment(100, 200), segment(300, 400)))).toEqual([
    [0, 100], [100, 200], [200, 300], [300, 400], [400, 500],
  ]);
});

test("neighbours that only touch are left alone", () => {
  const model = show([placed("1", 0, 100), placed("2", 200, 300)]);
  const change = added(segment(100, 200));
  expect(settle([change], (timeline) => model.lane(timeline))).toEqual([change]);
});

test("segments that move together do not trim each other", () => {
  const [one, two] = [placed("1", 0, 100), placed("2", 100, 200)];
  const model = show([one, two]);
  const changes = [changed(one, { start_ms: 50, end_ms: 150 }), changed(two, { start_ms: 150, end_ms: 250 })];
  expect(settle(changes, (timeline) => model.lane(timeline))).toEqual(changes);
});

test("whatever is put, no two segments of a lane overlap afterwards", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const model = show([]);
  for (let i = 0; i < 300; i++) {
    const start = random(500) * 10;
    const changes = settle([added(segment(start, start + 10 + random(80) * 10))], (timeline) => model.lane(timeline));
    model.apply(changes);
    const lane = model.lane("a");
    expect(lane.every((item, at) => item.start < item.end && (at === 0 || lane[at - 1]!.end <= item.start))).toBe(true);
  }
});
