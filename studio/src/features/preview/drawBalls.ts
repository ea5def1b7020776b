import type { Rgb } from "../../lib/contract";
import { cascade } from "./cascade";

export interface Ball {
  readonly name: string;
  readonly color: Rgb | null;
}

/** Where to draw, in CSS pixels, and the page's font for the names. */
export interface Stage {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly font: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Light by distance; it fades out smoothly, so that no rim shows. */
const GLOW = [0, 0.15, 0.3, 0.45, 0.6, 0.8, 1].map((at) => [at, 60 * (1 - at) ** 3.2] as const);
const DARK: Rgb = [0, 0, 0];

/** Draws the balls on the dark stage; light adds up where glows meet. */
export function drawBalls({ ctx, width, height, font }: Stage, balls: readonly Ball[], juggledMs: number | null): void {
  ctx.clearRect(0, 0, width, height);
  const places = balls.map((_, index) => placeOf(index, balls.length, width, height, juggledMs));
  ctx.globalCompositeOperation = "lighter";
  balls.forEach((ball, index) => drawGlow(ctx, places[index]!, ball.color ?? DARK));
  ctx.globalCompositeOperation = "source-over";
  balls.forEach((ball, index) => drawBody(ctx, places[index]!, ball.color ?? DARK));
  if (juggledMs !== null) return;
  ctx.font = `500 12px ${font}`;
  balls.forEach((ball, index) => drawName(ctx, places[index]!, ball.name, width / balls.length));
}

function placeOf(index: number, count: number, width: number, height: number, juggledMs: number | null): Place {
  const step = width / Math.max(1, count);
  if (juggledMs === null) {
    const radius = Math.min(height * 0.24, step * 0.26, 64);
    const gap = Math.min(step, radius * 4.6);
    return { x: width / 2 + (index - (count - 1) / 2) * gap, y: height * 0.46, radius };
  }
  const { x, y } = cascade(index, count, juggledMs / 1000);
  const radius = Math.min(height * 0.12, width * 0.05, 34);
  const reach = Math.min(width * 0.36, height * 0.75);
  return { x: width / 2 + (x * reach) / 1.1, y: height * 0.76 - y * height * 0.58, radius };
}

function drawGlow(ctx: CanvasRenderingContext2D, { x, y, radius }: Place, [r, g, b]: Rgb): void {
  if (r + g + b === 0) return;
  const reach = radius * 3.8;
  const glow = ctx.createRadialGradient(x, y, radius * 0.6, x, y, reach);
  for (const [at, alpha] of GLOW) glow.addColorStop(at, `rgb(${r} ${g} ${b} / ${alpha}%)`);
  ctx.fillStyle = glow;
  ctx.fillRect(x - reach, y - reach, reach * 2, reach * 2);
}

/** The ball itself: a translucent shell, bright in the middle, with its rim in shade. */
function drawBody(ctx: CanvasRenderingContext2D, { x, y, radius }: Place, color: Rgb): void {
  const lit = Math.max(...color) / 255;
  const shell = (part: number, add: number) => `rgb(${color.map((c) => Math.min(255, c * part + add)).join(" ")})`;
  const body = ctx.createRadialGradient(x - radius * 0.28, y - radius * 0.34, radius * 0.08, x, y, radius);
  body.addColorStop(0, shell(1, 40 + 90 * lit));
  body.addColorStop(0.4, shell(1, 14 + 26 * lit));
  body.addColorStop(0.82, shell(0.88, 14));
  body.addColorStop(1, shell(0.6, 20));
  ctx.fillStyle = body;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fill();
}

function drawName(ctx: CanvasRenderingContext2D, { x, y, radius }: Place, name: string, room: number): void {
  ctx.textAlign = "center";
  ctx.fillStyle = "rgb(168 174 188)";
  ctx.fillText(name, x, y + radius + 30, Math.max(24, room - 8));
}
