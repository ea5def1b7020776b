import { expect, test } from "vitest";
import type { Segment } from "../contract";
import { ball, placed, show, spans } from "../testing";
import { ballDeleted, ballDuplicated } from "./balls";
import { copied, pasted } from "./clipboard";
import { moved, resized } from "./move";
import { fadedAt, paintedAt } from "./paint";
import { splitAt } from "./split";

const BALLS = ["a", "b", "c"];
const after = (change: { after: object | null }) => change.after as Segment;

test("segments keep their distances when they are moved, and stop together at the start", () => {
  const changes = moved([placed("1", 100, 200), placed("2", 300, 400)], -500, 0, BALLS);
  expect(changes.map(after).map(({ start_ms, end_ms }) => [start_ms, end_ms])).toEqual([[0, 100], [200, 300]]);
});

test("segments moved across balls stop together at the last ball", () => {
  const changes = moved([placed("1", 0, 10), placed("2", 0, 10, { timeline: "b" })], 0, 5, BALLS);
  expect(changes.map(after).map(({ timeline }) => timeline)).toEqual(["b", "c"]);
});

test("moves land on the hundredth-of-a-second grid", () => {
  expect(after(moved([placed("1", 100, 200)], 14, 0, BALLS)[0]!).start_ms).toBe(110);
});

test("an edge cannot be dragged past the other edge", () => {
  expect(after(resized(placed("1", 100, 200), "start", 900, 10)).start_ms).toBe(190);
  expect(after(resized(placed("1", 100, 200), "end", 0, 10)).end_ms).toBe(110);
});

test("splitting a fade leaves both halves looking as before", () => {
  const fade = placed("1", 0, 1000, { color: [0, 0, 0], end_color: [100, 100, 100] });
  const [left, right] = splitAt([fade, placed("2", 500, 600)], 500).map(after);
  expect(left).toMatchObject({ start_ms: 0, end_ms: 500, end_color: [50, 50, 50] });
  expect(right).toMatchObject({ start_ms: 500, end_ms: 1000, color: [50, 50, 50], end_color: [100, 100, 100] });
});

test("a copy is pasted at the playhead with its balls and distances", () => {
  const clip = copied([placed("1", 500, 600), placed("2", 700, 900, { timeline: "b" })], BALLS)!;
  const changes = pasted(clip, 2000, 1, BALLS).map(after);
  expect(changes.map(({ timeline, start_ms, end_ms }) => [timeline, start_ms, end_ms])).toEqual([["b", 2000, 2100], ["c", 2200, 2400]]);
});

test("a copy of several balls is pasted higher up when it would not fit below", () => {
  const clip = copied([placed("1", 0, 10), placed("2", 0, 10, { timeline: "b" })], BALLS)!;
  expect(pasted(clip, 0, 2, BALLS).map(after).map(({ timeline }) => timeline)).toEqual(["b", "c"]);
});

test("a copy gets new ids", () => {
  const clip = copied([placed("1", 0, 10)], BALLS)!;
  const ids = [...pasted(clip, 0, 0, BALLS), ...pasted(clip, 0, 0, BALLS)].map(({ id }) => id);
  expect(new Set([...ids, "1"]).size).toBe(3);
});

test("a color key in a gap paints up to the next segment, and past the last to the end of the show", () => {
  const lane = [placed("1", 0, 100), placed("2", 500, 600)];
  expect(after(paintedAt(lane, ball("a", 0), 200, [0, 0, 255], 1000)[0]!)).toMatchObject({ start_ms: 200, end_ms: 500 });
  expect(after(paintedAt(lane, ball("a", 0), 700, [0, 0, 255], 1000)[0]!)).toMatchObject({ start_ms: 700, end_ms: 1000 });
  expect(paintedAt(lane, ball("a", 0), 1000, [0, 0, 255], 1000)).toEqual([]);
});

test("a color key inside a segment takes its rest, and at its start recolors it as solid", () => {
  const lane = [placed("1", 0, 100, { end_color: [0, 0, 0] })];
  const [cut, put] = paintedAt(lane, ball("a", 0), 40, [0, 0, 255], 1000).map(after);
  expect([cut?.end_ms, put?.start_ms, put?.end_ms]).toEqual([40, 40, 100]);
  const [whole] = paintedAt(lane, ball("a", 0), 0, [0, 0, 255], 1000).map(after);
  expect(whole).toMatchObject({ start_ms: 0, end_ms: 100, color: [0, 0, 255], end_color: null });
});

test("a color key with Control lets the segment fade to the color, which then shines on", () => {
  const lane = [placed("1", 0, 100), placed("2", 500, 600)];
  const [fade, solid] = fadedAt(lane, ball("a", 0), 40, [0, 0, 255], 1000).map(after);
  expect(fade).toMatchObject({ start_ms: 0, end_ms: 100, color: [255, 0, 0], end_color: [0, 0, 255] });
  expect(solid).toMatchObject({ start_ms: 100, end_ms: 500, color: [0, 0, 255], end_color: null });
  expect(fadedAt(lane, ball("a", 0), 300, [0, 0, 255], 1000)).toEqual([]);
});

test("deleting a ball deletes its segments and closes the gap", () => {
  const model = show([placed("1", 0, 100)]);
  model.apply(ballDeleted(model, model.timelines[0]!).changes);
  expect(model.timelines.map(({ id, position }) => [id, position])).toEqual([["b", 0], ["c", 1]]);
  expect(model.segments.size).toBe(0);
});

test("a duplicated ball stands right below with the same segments", () => {
  const model = show([placed("1", 0, 100)]);
  model.apply(ballDuplicated(model, model.timelines[0]!).changes);
  expect(model.timelines.map(({ name, position }) => [name, position])).toEqual([
    ["Ball 1", 0], ["Ball 1 (Copy)", 1], ["Ball 2", 2], ["Ball 3", 3],
  ]);
  expect(spans(model.lane(model.timelines[1]!.id))).toEqual([[0, 100]]);
});
