import type { Rgb } from "../../lib/contract";
import type { Light } from "../../lib/show/colors";
import type { Place } from "./places";

/** A ball has four lights; with fewer of them lit, each is seen by itself. */
const ALL = 4;
/** Where the single lights sit, in radii from the middle. */
const SPOTS: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 0]],
  [[-0.36, 0], [0.36, 0]],
  [[0, -0.36], [-0.36, 0.26], [0.36, 0.26]],
];

/** Light by distance; it fades out smoothly, so that no rim shows. */
const FALLOFF = [0, 0.15, 0.3, 0.45, 0.6, 0.8, 1].map((at) => [at, (1 - at) ** 3.2] as const);

type Ctx = CanvasRenderingContext2D;

const strength = ({ color, pixels }: Light): number => (color[0] + color[1] + color[2] === 0 ? 0 : Math.min(1, pixels / ALL));

/** The light around the ball; it grows with the number of lights that are lit. */
export function drawGlow(ctx: Ctx, { x, y, radius }: Place, light: Light): void {
  const part = strength(light);
  if (!part) return;
  const reach = radius * (2.2 + 1.6 * part);
  const glow = ctx.createRadialGradient(x, y, radius * 0.6, x, y, reach);
  addFalloff(glow, light.color, 60 * part);
  ctx.fillStyle = glow;
  ctx.fillRect(x - reach, y - reach, reach * 2, reach * 2);
}

/** The ball's light on the floor: wider and weaker the higher the ball is. */
export function drawPool(ctx: Ctx, { x, y, radius, floor }: Place, light: Light): void {
  const part = strength(light);
  if (!part) return;
  const height = Math.max(0, floor - y) / radius;
  const reach = radius * (1.5 + 0.3 * height);
  ctx.save();
  ctx.translate(x, floor);
  ctx.scale(1, 0.2);
  const pool = ctx.createRadialGradient(0, 0, 0, 0, 0, reach);
  addFalloff(pool, light.color, (70 * part) / (1 + 0.35 * height));
  ctx.fillStyle = pool;
  ctx.fillRect(-reach, -reach, reach * 2, reach * 2);
  ctx.restore();
}

function addFalloff(gradient: CanvasGradient, [r, g, b]: Rgb, percent: number): void {
  for (const [at, alpha] of FALLOFF) gradient.addColorStop(at, `rgb(${r} ${g} ${b} / ${alpha * percent}%)`);
}

/** The ball itself: a translucent shell, bright inside where it is lit, with a gleam of the room on it. */
export function drawBody(ctx: Ctx, place: Place, light: Light): void {
  const whole = light.pixels >= ALL;
  fillShell(ctx, place, whole ? light.color : dimmed(light.color, 0.22 * strength(light)));
  if (!whole && strength(light)) for (const spot of SPOTS[light.pixels] ?? []) drawSpot(ctx, place, spot, light.color);
  drawGleam(ctx, place);
}

const dimmed = ([r, g, b]: Rgb, part: number): Rgb => [r * part, g * part, b * part];

function fillShell(ctx: Ctx, { x, y, radius }: Place, color: Rgb): void {
  const lit = Math.max(...color) / 255;
  const shell = (part: number, add: number) => `rgb(${color.map((c) => Math.min(255, c * part + add)).join(" ")})`;
  const body = ctx.createRadialGradient(x - radius * 0.16, y - radius * 0.2, radius * 0.06, x, y, radius);
  body.addColorStop(0, shell(1, 22 + 110 * lit));
  body.addColorStop(0.45, shell(1, 19 + 26 * lit));
  body.addColorStop(0.84, shell(0.86, 19));
  body.addColorStop(1, shell(0.6, 30));
  ctx.fillStyle = body;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fill();
}

function drawSpot(ctx: Ctx, { x, y, radius }: Place, [dx, dy]: readonly [number, number], [r, g, b]: Rgb): void {
  const [left, top, reach] = [x + dx * radius, y + dy * radius, radius * 0.5];
  const spot = ctx.createRadialGradient(left, top, 0, left, top, reach);
  const bright = [r, g, b].map((part) => Math.min(255, part + 90)).join(" ");
  spot.addColorStop(0, `rgb(${bright})`);
  spot.addColorStop(0.22, `rgb(${r} ${g} ${b} / 95%)`);
  spot.addColorStop(0.55, `rgb(${r} ${g} ${b} / 28%)`);
  spot.addColorStop(1, `rgb(${r} ${g} ${b} / 0%)`);
  ctx.fillStyle = spot;
  ctx.beginPath();
  ctx.arc(left, top, reach, 0, Math.PI * 2);
  ctx.fill();
}

function drawGleam(ctx: Ctx, { x, y, radius }: Place): void {
  const [left, top, reach] = [x - radius * 0.38, y - radius * 0.5, radius * 0.34];
  const gleam = ctx.createRadialGradient(left, top, 0, left, top, reach);
  gleam.addColorStop(0, "rgb(255 255 255 / 20%)");
  gleam.addColorStop(1, "rgb(255 255 255 / 0%)");
  ctx.fillStyle = gleam;
  ctx.beginPath();
  ctx.arc(left, top, reach, 0, Math.PI * 2);
  ctx.fill();
}
