import type { Change, Segment } from "../../../lib/contract";
import { place } from "../../../lib/show/lane";
import { toCss } from "../../../lib/palette";
import { boxOf } from "./lanes";
import type { Scene } from "./scene";
import { type Box, outline } from "./segment";

/** Above this many changes the hatching and the pulse are left out. */
export const CALM_ABOVE = 200;
const NARROW_PX = 12;
const MARK_PX = 3;

/** The copilot's proposal over the lanes: what would come, go and change. `pulse` is 0..1. */
export function drawGhosts(scene: Scene, changes: readonly Change[], pulse: number): void {
  const { ctx, layout, width, height } = scene;
  const lanes = new Map(scene.balls.map(({ id }, index) => [id, index]));
  const calm = changes.length > CALM_ABOVE;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, layout.lanes, width, height - layout.lanes);
  ctx.clip();
  for (const { collection, id, before, after } of changes) {
    if (collection !== "segments") continue;
    const old = before && visible(scene, lanes, id, before as Segment);
    const coming = after && visible(scene, lanes, id, after as Segment);
    if (old) drawOld(scene, old, after === null);
    if (coming) drawComing(scene, after as Segment, coming, calm ? 1 : pulse, !calm);
  }
  ctx.restore();
}

function visible(scene: Scene, lanes: ReadonlyMap<string, number>, id: string, segment: Segment): Box | null {
  const lane = lanes.get(segment.timeline);
  if (lane === undefined) return null;
  const box = boxOf(scene, place(id, segment), lane);
  return box.width <= 0 || box.x > scene.width || box.x + box.width < 0 ? null : { ...box, width: Math.max(2, box.width) };
}

/** What is there now: faded, dashed; struck through in red when it would go. */
function drawOld({ ctx, ink }: Scene, box: Box, goes: boolean): void {
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = ink.lane;
  outline(ctx, box, 1);
  ctx.fill();
  ctx.globalAlpha = goes ? 0.95 : 0.5;
  ctx.strokeStyle = goes ? ink.danger : ink.dim;
  dashed(ctx, box);
  if (goes && box.width > 6) {
    ctx.beginPath();
    ctx.moveTo(box.x + 3, box.y + box.height / 2);
    ctx.lineTo(box.x + box.width - 3, box.y + box.height / 2);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function drawComing({ ctx, ink }: Scene, segment: Segment, box: Box, pulse: number, hatched: boolean): void {
  ctx.globalAlpha = 0.5 + 0.3 * pulse;
  ctx.fillStyle = toCss(segment.color);
  if (segment.end_color) {
    const fade = ctx.createLinearGradient(box.x, 0, box.x + box.width, 0);
    fade.addColorStop(0, toCss(segment.color));
    fade.addColorStop(1, toCss(segment.end_color));
    ctx.fillStyle = fade;
  }
  if (box.width < NARROW_PX) {
    drawNarrow(ctx, ink.ghost, box);
    return;
  }
  outline(ctx, box, 1);
  ctx.fill();
  if (hatched) hatch(ctx, box);
  ctx.globalAlpha = 0.7 + 0.3 * pulse;
  ctx.strokeStyle = ink.ghost;
  dashed(ctx, box);
  ctx.globalAlpha = 1;
}

/** Too narrow for dashes: a bar of its color between two marks. */
function drawNarrow(ctx: CanvasRenderingContext2D, mark: string, box: Box): void {
  const width = Math.max(1, box.width - 1);
  ctx.fillRect(box.x, box.y, width, box.height);
  ctx.globalAlpha = 1;
  ctx.fillStyle = mark;
  ctx.fillRect(box.x, box.y, width, MARK_PX);
  ctx.fillRect(box.x, box.y + box.height - MARK_PX, width, MARK_PX);
}

function dashed(ctx: CanvasRenderingContext2D, box: Box): void {
  ctx.lineWidth = 1.5;
  ctx.setLineDash([5, 3]);
  outline(ctx, box, 1);
  ctx.stroke();
  ctx.setLineDash([]);
}

function hatch(ctx: CanvasRenderingContext2D, box: Box): void {
  ctx.save();
  ctx.clip();
  ctx.strokeStyle = "rgb(8 9 12 / 38%)";
  ctx.lineWidth = 2;
  ctx.beginPath();
  const from = Math.floor((box.x - box.height) / 8) * 8;
  for (let x = from; x < box.x + box.width; x += 8) {
    ctx.moveTo(x, box.y + box.height);
    ctx.lineTo(x + box.height, box.y);
  }
  ctx.stroke();
  ctx.restore();
}
