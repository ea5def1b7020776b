import { formatTick } from "../../../lib/time";
import { RULER } from "../layout";
import { msOf, type Scene, xOf } from "./scene";
import { majorStep, minorStep } from "./ticks";

export function drawRuler(scene: Scene): void {
  const { ctx, ink, width, pxPerMs } = scene;
  ctx.fillStyle = ink.surface;
  ctx.fillRect(0, 0, width, RULER);
  const major = majorStep(pxPerMs);
  const minor = minorStep(pxPerMs);
  ctx.fillStyle = ink.gridStrong;
  for (let ms = firstFrom(msOf(scene, 0), minor); ms <= msOf(scene, width); ms += minor) {
    const high = ms % major === 0;
    ctx.fillRect(Math.round(xOf(scene, ms)), RULER - (high ? 9 : 4), 1, high ? 9 : 4);
  }
  ctx.fillStyle = ink.dim;
  ctx.font = `10.5px ${ink.font}`;
  ctx.textBaseline = "middle";
  for (let ms = firstFrom(msOf(scene, 0) - major, major); ms <= msOf(scene, width); ms += major) {
    ctx.fillText(formatTick(ms, major), Math.round(xOf(scene, ms)) + 4, 10);
  }
  ctx.fillStyle = ink.border;
  ctx.fillRect(0, RULER - 1, width, 1);
}

const firstFrom = (ms: number, step: number) => Math.max(0, Math.ceil(ms / step) * step);
