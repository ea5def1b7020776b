import { expect, test } from "vitest";
import { neighbour, snapped } from "./snap";

const beats = { at: [0, 500, 1000, 1500] };

test("an edge snaps to the nearest beat within reach", () => {
  expect(snapped(480, beats, [], 40)).toBe(500);
  expect(snapped(760, beats, [], 300)).toBe(1000);
  expect(snapped(700, beats, [], 40)).toBeNull();
});

test("past the last beat the last beat still attracts", () => {
  expect(snapped(1520, beats, [], 40)).toBe(1500);
});

test("an edge snaps to the grid", () => {
  expect(snapped(1030, { every: 250 }, [], 50)).toBe(1000);
});

test("another edge nearer than the beat wins", () => {
  expect(snapped(490, beats, [487], 40)).toBe(487);
});

test("without beats only the other edges attract", () => {
  expect(snapped(490, { at: [] }, [], 40)).toBeNull();
  expect(snapped(490, { at: [] }, [500], 40)).toBe(500);
});

test("the next and the previous beat are strictly beyond the present place", () => {
  expect(neighbour(beats.at, 500, 1)).toBe(1000);
  expect(neighbour(beats.at, 500, -1)).toBe(0);
  expect(neighbour(beats.at, 1500, 1)).toBeNull();
  expect(neighbour(beats.at, 0, -1)).toBeNull();
});
