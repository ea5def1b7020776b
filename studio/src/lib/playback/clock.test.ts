import { expect, test } from "vitest";
import { PlaybackClock } from "./clock";

test("without a song the clock runs on the given time", () => {
  const clock = new PlaybackClock();
  clock.set(500, 1000);
  expect(clock.read(1250, null)).toBe(750);
});

test("small steps of the song's own clock are smoothed over", () => {
  const clock = new PlaybackClock();
  clock.set(0, 0);
  expect(clock.read(100, 80)).toBe(100);
  expect(clock.read(116, 80)).toBe(116);
});

test("when the song is elsewhere the clock follows it", () => {
  const clock = new PlaybackClock();
  clock.set(0, 0);
  expect(clock.read(1000, 400)).toBe(400);
  expect(clock.read(1100, null)).toBe(500);
});
