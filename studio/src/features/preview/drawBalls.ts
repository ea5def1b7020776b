import type { Light } from "../../lib/show/colors";
import { type Place, placesAt } from "./places";
import { drawBody, drawGlow, drawPool } from "./light";

export interface Ball {
  readonly name: string;
  readonly lightAt: (ms: number) => Light | null;
}

/** Where to draw, in CSS pixels, and the page's font for the names. */
export interface Stage {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly font: string;
}

const DARK: Light = { color: [0, 0, 0], pixels: 0 };
const TRAIL = 9;
const TRAIL_STEP_MS = 14;

/** Draws the balls on the dark stage at `ms`; light adds up where glows meet. */
export function drawBalls(stage: Stage, balls: readonly Ball[], ms: number, juggling: boolean): void {
  const { ctx, width, height } = stage;
  ctx.clearRect(0, 0, width, height);
  const places = placesAt(balls.length, stage, juggling ? ms : null);
  const lights = balls.map((ball) => ball.lightAt(ms) ?? DARK);
  ctx.globalCompositeOperation = "lighter";
  if (juggling) drawTrails(stage, balls, ms);
  lights.forEach((light, index) => drawPool(ctx, places[index]!, light));
  lights.forEach((light, index) => drawGlow(ctx, places[index]!, light));
  ctx.globalCompositeOperation = "source-over";
  lights.forEach((light, index) => drawBody(ctx, places[index]!, light));
  if (!juggling) balls.forEach((ball, index) => drawName(stage, places[index]!, ball.name, width / balls.length));
}

/** Where each ball was a moment ago, in the color it had there. */
function drawTrails(stage: Stage, balls: readonly Ball[], ms: number): void {
  for (let step = TRAIL; step > 0; step--) {
    const then = ms - step * TRAIL_STEP_MS;
    if (then < 0) continue;
    placesAt(balls.length, stage, then).forEach((place, index) => {
      const light = balls[index]!.lightAt(then);
      if (light) drawDot(stage.ctx, place, light, 1 - step / (TRAIL + 1));
    });
  }
}

function drawDot(ctx: CanvasRenderingContext2D, { x, y, radius }: Place, light: Light, part: number): void {
  ctx.fillStyle = `rgb(${light.color.join(" ")} / ${4 * light.pixels * part}%)`;
  ctx.beginPath();
  ctx.arc(x, y, radius * (0.45 + 0.5 * part), 0, Math.PI * 2);
  ctx.fill();
}

function drawName({ ctx, font }: Stage, { x, y, radius }: Place, name: string, room: number): void {
  ctx.font = `500 12px ${font}`;
  ctx.textAlign = "center";
  ctx.fillStyle = "rgb(178 184 198)";
  ctx.fillText(name, x, y + radius + 26, Math.max(24, room - 8));
}
