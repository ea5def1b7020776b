import type { Effect, EffectType } from "../../../lib/contract";
import type { Box } from "./segment";

const SIZE = 16;
const MARGIN = 4;

/** Strokes on a 16 × 16 grid. */
const PATHS: Record<EffectType, string> = {
  strobe: "M9 2.8 5 8.8h3l-1 4.4 4-6H8z",
  pulse: "M2.5 8c1.4-5 2.7-5 4 0s2.6 5 4 0 1.7-3.6 3-3.6",
  fade: "M3 12.5 13 3.5M13 12.5H3M13 3.5v9",
  rainbow: "M2.5 12a5.5 5.5 0 0 1 11 0M5 12a3 3 0 0 1 6 0",
};
const SHAPES = new Map(Object.entries(PATHS).map(([type, path]) => [type, new Path2D(path)]));

/** A small mark for each effect in the segment's lower left corner, if there is room. */
export function drawGlyphs(ctx: CanvasRenderingContext2D, effects: readonly Effect[], box: Box): void {
  const left = Math.max(box.x, 0) + MARGIN;
  const y = box.y + box.height - SIZE - MARGIN;
  effects.forEach(({ type }, index) => {
    const x = left + index * (SIZE + 2);
    const shape = SHAPES.get(type);
    if (!shape || x + SIZE + MARGIN > box.x + box.width) return;
    ctx.save();
    ctx.translate(x, y);
    ctx.fillStyle = "rgb(10 11 14 / 72%)";
    ctx.beginPath();
    ctx.roundRect(0, 0, SIZE, SIZE, 4);
    ctx.fill();
    ctx.strokeStyle = "#ffffff";
    ctx.lineWidth = 1.3;
    ctx.lineJoin = "round";
    ctx.lineCap = "round";
    ctx.stroke(shape);
    ctx.restore();
  });
}
