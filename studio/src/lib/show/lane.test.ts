import { expect, test } from "vitest";
import { placed, spans } from "../testing";
import { firstEndingAfter, firstStartingFrom, insert, type Lane, remove, segmentAt } from "./lane";

const lane = (): Lane => [placed("1", 0, 100), placed("2", 100, 200), placed("3", 500, 600)];

test("drawing begins at the first segment that ends after the left edge", () => {
  expect(firstEndingAfter(lane(), 0)).toBe(0);
  expect(firstEndingAfter(lane(), 99)).toBe(0);
  expect(firstEndingAfter(lane(), 100)).toBe(1);
  expect(firstEndingAfter(lane(), 300)).toBe(2);
  expect(firstEndingAfter(lane(), 600)).toBe(3);
});

test("the next segment is the first one that starts at or after a moment", () => {
  expect(firstStartingFrom(lane(), 100)).toBe(1);
  expect(firstStartingFrom(lane(), 101)).toBe(2);
  expect(firstStartingFrom(lane(), 501)).toBe(3);
});

test("a segment is lit from its start up to, but not at, its end", () => {
  expect(segmentAt(lane(), 0)?.id).toBe("1");
  expect(segmentAt(lane(), 100)?.id).toBe("2");
  expect(segmentAt(lane(), 200)).toBeUndefined();
  expect(segmentAt(lane(), 599)?.id).toBe("3");
});

test("binary search finds the same as looking at every segment", () => {
  const many = Array.from({ length: 500 }, (_, i) => placed(String(i), i * 30, i * 30 + (i % 3 ? 20 : 30)));
  for (let ms = -10; ms < 15_100; ms += 7) {
    const plain = many.findIndex(({ end }) => end > ms);
    expect(firstEndingAfter(many, ms)).toBe(plain < 0 ? many.length : plain);
  }
});

test("inserting keeps the lane sorted and removing takes out exactly the segment meant", () => {
  const edited = lane();
  insert(edited, placed("4", 300, 400));
  insert(edited, placed("0", 700, 800));
  expect(spans(edited)).toEqual([[0, 100], [100, 200], [300, 400], [500, 600], [700, 800]]);
  remove(edited, placed("2", 100, 200));
  remove(edited, placed("unknown", 300, 400));
  expect(edited.map(({ id }) => id)).toEqual(["1", "4", "3", "0"]);
});

test("a search that begins nearby finds the same segment as one of the whole lane", () => {
  const lane = Array.from({ length: 40 }, (_, i) => placed(String(i), i * 100, i * 100 + 60));
  for (let ms = 0; ms < 4200; ms += 30) {
    const sought = firstEndingAfter(lane, ms);
    for (let from = 0; from <= sought; from += 3) expect(firstEndingAfter(lane, ms, from)).toBe(sought);
  }
});
