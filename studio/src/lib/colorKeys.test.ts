import { expect, test } from "vitest";
import { colorKey } from "./colorKeys";

test("each row of letters paints one ball with the palette in order", () => {
  expect(colorKey("q")).toEqual({ balls: [0], color: [255, 0, 0] });
  expect(colorKey("l")).toEqual({ balls: [1], color: [0, 0, 0] });
  expect(colorKey(",")).toEqual({ balls: [2], color: [255, 255, 255] });
});

test("the digits paint every ball", () => {
  expect(colorKey("4")?.color).toEqual([0, 255, 0]);
  expect(colorKey("4")?.balls).toContain(5);
});

test("other keys paint nothing", () => {
  for (const key of ["p", "0", "Shift", "", "Enter"]) expect(colorKey(key)).toBeNull();
});
