import type { Segment } from "../../../lib/contract";
import { toCss } from "../../../lib/palette";
import { colorInSegment } from "../../../lib/show/effects";
import { drawGlyphs } from "./glyphs";
import { msOf, type Scene } from "./scene";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const RADIUS = 4;
const COLUMN_PX = 2;
const LEAST_PERIOD_PX = 5;

/** One wide segment: its colors over time, a fine edge, and its effects' marks, as far as its width allows. */
export function drawSegment(scene: Scene, segment: Segment, box: Box): void {
  const { ctx } = scene;
  if (showsEffects(scene, segment)) paintColumns(scene, segment, box);
  else {
    ctx.fillStyle = segment.end_color ? gradient(ctx, segment, box) : toCss(segment.color);
    outline(ctx, box, 0);
    ctx.fill();
  }
  outline(ctx, box, 0.5);
  ctx.strokeStyle = "rgb(128 134 150 / 45%)";
  ctx.lineWidth = 1;
  ctx.stroke();
  if (segment.effects.length) drawGlyphs(ctx, segment.effects, box);
}

export function outline(ctx: CanvasRenderingContext2D, box: Box, inset: number): void {
  ctx.beginPath();
  ctx.roundRect(box.x + inset, box.y + inset, Math.max(1, box.width - 2 * inset), box.height - 2 * inset, RADIUS);
}

const showsEffects = (scene: Scene, segment: Segment): boolean =>
  segment.effects.length > 0 && period(segment) * scene.pxPerMs >= LEAST_PERIOD_PX;

/** The colors as they will be seen, effects included, column by column of what is visible. */
function paintColumns(scene: Scene, segment: Segment, box: Box): void {
  const { ctx } = scene;
  const right = Math.min(scene.width, box.x + box.width);
  ctx.save();
  outline(ctx, box, 0);
  ctx.clip();
  for (let x = Math.max(0, box.x); x < right; x += COLUMN_PX) {
    const ms = Math.min(segment.end_ms, Math.max(segment.start_ms, msOf(scene, x + COLUMN_PX / 2)));
    ctx.fillStyle = toCss(colorInSegment(segment, ms));
    ctx.fillRect(x, box.y, COLUMN_PX + 0.5, box.height);
  }
  ctx.restore();
}

function gradient(ctx: CanvasRenderingContext2D, segment: Segment, box: Box): CanvasGradient {
  const fade = ctx.createLinearGradient(box.x, 0, box.x + box.width, 0);
  fade.addColorStop(0, toCss(segment.color));
  fade.addColorStop(1, toCss(segment.end_color ?? segment.color));
  return fade;
}

/** The shortest period of the segment's effects, in ms. */
function period(segment: Segment): number {
  const periods = segment.effects.map(({ type, parameters }) => {
    const rate = type === "rainbow" ? parameters.speed : parameters.frequency;
    if (type === "fade") return Number.POSITIVE_INFINITY;
    return 1000 / Math.abs(typeof rate === "number" && rate !== 0 ? rate : type === "strobe" ? 10 : 1);
  });
  return Math.min(...periods);
}
