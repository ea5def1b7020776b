import { expect, test } from "vitest";
import { cascade } from "./cascade";

test("balls stay between the hands and their path has no jumps", () => {
  for (let ball = 0; ball < 3; ball++) {
    let before = cascade(ball, 3, 0);
    for (let t = 0.002; t < 6; t += 0.002) {
      const at = cascade(ball, 3, t);
      expect(Math.abs(at.x)).toBeLessThanOrEqual(1.1001);
      expect(Math.hypot(at.x - before.x, at.y - before.y)).toBeLessThan(0.05);
      before = at;
    }
  }
});
