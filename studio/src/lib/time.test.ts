import { expect, test } from "vitest";
import { formatTick, formatTime, parseTime, toGrid } from "./time";

test("times are written as minutes, seconds and hundredths", () => {
  expect(formatTime(0)).toBe("0:00.00");
  expect(formatTime(65_309)).toBe("1:05.30");
  expect(formatTime(-5)).toBe("0:00.00");
  expect(formatTime(3_600_000)).toBe("60:00.00");
});

test("a ruler's label has only the digits its step needs", () => {
  expect(formatTick(65_300, 5000)).toBe("1:05");
  expect(formatTick(65_300, 100)).toBe("1:05.3");
  expect(formatTick(65_300, 10)).toBe("1:05.30");
});

test("times are read as people write them", () => {
  expect(parseTime("12")).toBe(12_000);
  expect(parseTime("12.5")).toBe(12_500);
  expect(parseTime("12,5")).toBe(12_500);
  expect(parseTime(" 1:05.3 ")).toBe(65_300);
  expect(parseTime("90")).toBe(90_000);
});

test("what is no time is refused", () => {
  for (const text of ["", "abc", "1:75", "-3", "1:2:3", "."]) expect(parseTime(text)).toBeNull();
});

test("what is written is read back as the same time", () => {
  for (let ms = 0; ms < 200_000; ms += 970) expect(parseTime(formatTime(ms))).toBe(toGrid(Math.floor(ms / 10) * 10));
});
