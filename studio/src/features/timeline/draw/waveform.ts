import { WAVE } from "../layout";
import { levelFor } from "./peaks";
import { msOf, type Scene } from "./scene";

const FOOT = 10;
const LOUDEST = 127;

export function drawWaveform(scene: Scene): void {
  const { ctx, ink, width, layout, waveform } = scene;
  ctx.fillStyle = ink.lane;
  ctx.fillRect(0, layout.wave, width, WAVE);
  ctx.fillStyle = ink.border;
  ctx.fillRect(0, layout.wave + WAVE - 1, width, 1);
  if (!waveform) return;
  const level = levelFor(waveform, 1 / scene.pxPerMs);
  const half = (WAVE - FOOT - 4) / 2;
  const middle = layout.wave + 2 + half;
  ctx.fillStyle = ink.wave;
  for (let x = 0; x < width; x++) {
    const from = Math.max(0, Math.floor(msOf(scene, x) / level.stepMs));
    const to = Math.min(level.min.length, Math.max(from + 1, Math.ceil(msOf(scene, x + 1) / level.stepMs)));
    if (from >= to) break;
    let low = 0;
    let high = 0;
    for (let i = from; i < to; i++) {
      low = Math.min(low, level.min[i]!);
      high = Math.max(high, level.max[i]!);
    }
    const top = Math.round(middle - (high / LOUDEST) * half);
    ctx.fillRect(x, top, 1, Math.max(1, Math.round(((high - low) / LOUDEST) * half)));
  }
}
