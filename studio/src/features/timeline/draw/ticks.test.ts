import { expect, test } from "vitest";
import { majorStep, minorStep } from "./ticks";

test("labels keep their distance at every zoom", () => {
  for (let zoom = 0.0005; zoom < 4; zoom *= 1.3) expect(majorStep(zoom) * zoom).toBeGreaterThanOrEqual(76);
});

test("small steps lie on the hundredth-of-a-second grid and divide the labelled ones", () => {
  for (let zoom = 0.0005; zoom < 4; zoom *= 1.3) {
    expect(minorStep(zoom) % 10).toBe(0);
    expect(majorStep(zoom) % minorStep(zoom)).toBe(0);
  }
});
