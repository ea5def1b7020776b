import { expect, test } from "vitest";
import { clock, shotStarts } from "./timing";

test("shots share what the title and the end card leave", () => {
  expect(shotStarts([4, 4, 8], 30).map((start) => Math.round(start * 100) / 100)).toEqual([2.75, 9.13, 15.5]);
});

test("in a short film the cards are short too", () => {
  expect(shotStarts([1], 10)[0]).toBeCloseTo(1.2);
  expect(shotStarts([], 10)).toEqual([]);
});

test("times are written in minutes and seconds", () => {
  expect([clock(0), clock(65.4), clock(600)]).toEqual(["0:00", "1:05", "10:00"]);
});
