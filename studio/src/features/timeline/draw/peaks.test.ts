import { expect, test } from "vitest";
import { levelFor, loudest } from "./peaks";

const max = Array.from({ length: 6000 }, (_, i) => (i === 4321 ? 120 : i % 40));
const waveform = { content_hash: "", duration_ms: 60_000, peaks_per_second: 100, min: max.map((v) => -v), max };

test("zoomed in, every peak is used", () => {
  expect(levelFor(waveform, 2).stepMs).toBe(10);
});

test("zoomed out, a coarser level is used and no loud peak is lost", () => {
  const level = levelFor(waveform, 100);
  expect(level.stepMs).toBe(80);
  expect(Math.max(...Array.from(level.max))).toBe(120);
  expect(Math.min(...Array.from(level.min))).toBe(-120);
});

test("the loudest peak of the song is found whichever way it points", () => {
  expect(loudest(waveform)).toBe(120);
  expect(loudest({ ...waveform, min: max.map(() => -126) })).toBe(126);
  expect(loudest({ ...waveform, min: [0], max: [0] })).toBe(1);
});
