import { expect, test } from "vitest";
import type { Effect, Segment } from "../contract";
import { head, tail } from "../editing/cut";
import { colorInSegment } from "./effects";

const segment = (part: Partial<Segment>): Segment => ({
  timeline: "t",
  start_ms: 1000,
  end_ms: 3000,
  color: [200, 100, 50],
  end_color: null,
  pixels: 4,
  effects: [],
  ...part,
});
const effect = (type: Effect["type"], parameters: Effect["parameters"] = {}): Effect => ({ type, parameters });

test("a fade is linear and truncated to whole numbers", () => {
  const fade = segment({ color: [0, 0, 0], end_color: [255, 255, 1] });
  expect(colorInSegment(fade, 1000)).toEqual([0, 0, 0]);
  expect(colorInSegment(fade, 2000)).toEqual([127, 127, 0]);
});

test("a strobe is on for the first part of each period and black for the rest", () => {
  const strobe = segment({ effects: [effect("strobe", { frequency: 2, duty_cycle: 0.5 })] });
  expect(colorInSegment(strobe, 1100)).toEqual([200, 100, 50]);
  expect(colorInSegment(strobe, 1300)).toEqual([0, 0, 0]);
  expect(colorInSegment(strobe, 1500)).toEqual([200, 100, 50]);
});

test("a pulse never falls below its least brightness", () => {
  const pulse = segment({ effects: [effect("pulse", { frequency: 1, min_brightness: 0.5 })] });
  expect(colorInSegment(pulse, 1250)).toEqual([200, 100, 50]);
  expect(colorInSegment(pulse, 1750)).toEqual([100, 50, 25]);
});

test("a fade effect goes from the base to its target over the segment", () => {
  const linear = segment({ effects: [effect("fade", { target_color: [0, 0, 0] })] });
  expect(colorInSegment(linear, 2000)).toEqual([100, 50, 25]);
  const easeIn = segment({ effects: [effect("fade", { target_color: [0, 0, 0], easing: "ease-in" })] });
  expect(colorInSegment(easeIn, 2000)).toEqual([150, 75, 37]);
});

test("a rainbow ignores the base colour and turns once a second", () => {
  const rainbow = segment({ effects: [effect("rainbow")] });
  expect(colorInSegment(rainbow, 1000)).toEqual([255, 0, 0]);
  expect(colorInSegment(rainbow, 1500)).toEqual([0, 255, 255]);
});

test("a rainbow may turn backwards", () => {
  const rainbow = segment({ effects: [effect("rainbow", { speed: -1 })] });
  expect(colorInSegment(rainbow, 1250)).toEqual(colorInSegment(segment({ effects: [effect("rainbow")] }), 1750));
});

test("effects apply in order on the result of the one before", () => {
  const both = segment({ effects: [effect("rainbow"), effect("strobe", { frequency: 1, duty_cycle: 0.25 })] });
  expect(colorInSegment(both, 1000)).toEqual([255, 0, 0]);
  expect(colorInSegment(both, 1500)).toEqual([0, 0, 0]);
});

test("the pieces of a cut segment shine as the whole did", () => {
  const effects = [effect("pulse", { frequency: 0.7 }), effect("fade", { target_color: [9, 9, 9], easing: "ease-in-out" })];
  const whole = segment({ effects });
  for (let ms = 1000; ms < 3000; ms += 30) {
    const piece = ms < 1770 ? head(whole, 1770) : tail(whole, 1770);
    expect(colorInSegment(piece, ms)).toEqual(colorInSegment(whole, ms));
  }
});
