import type { Analysis } from "../../../lib/contract";
import { WAVE } from "../layout";
import type { Ink } from "./ink";
import { type Level, levelFor, loudest } from "./peaks";
import { msOf, type Scene } from "./scene";

const FOOT = 12;
const HEAD = 4;
/** Steps of color from the quietest to the loudest part of the song. */
const SHADES = 6;

interface Column {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** The song, as high as its loudest peak allows; the more energy it has there, the stronger its color. */
export function drawWaveform(scene: Scene): void {
  const { ctx, ink, width, layout, waveform } = scene;
  ctx.fillStyle = ink.lane;
  ctx.fillRect(0, layout.wave, width, WAVE);
  ctx.fillStyle = ink.border;
  ctx.fillRect(0, layout.wave + WAVE - 1, width, 1);
  if (!waveform) return;
  const half = (WAVE - FOOT - HEAD) / 2;
  const middle = layout.wave + HEAD + half;
  const scale = half / loudest(waveform);
  shaded(scene, levelFor(waveform, 1 / scene.pxPerMs)).forEach((columns, shade) => {
    ctx.fillStyle = inkOf(ink, shade);
    for (const { x, low, high } of columns) {
      const top = Math.round(middle - high * scale);
      ctx.fillRect(x, top, 1, Math.max(1, Math.round(middle - low * scale) - top));
    }
  });
}

/** The columns of every pixel that the song reaches, by shade. */
function shaded(scene: Scene, level: Level): Column[][] {
  const shades: Column[][] = Array.from({ length: SHADES }, () => []);
  for (let x = 0; x < scene.width; x++) {
    const from = Math.max(0, Math.floor(msOf(scene, x) / level.stepMs));
    const to = Math.min(level.min.length, Math.max(from + 1, Math.ceil(msOf(scene, x + 1) / level.stepMs)));
    if (from >= to) break;
    let low = 0;
    let high = 0;
    for (let i = from; i < to; i++) {
      low = Math.min(low, level.min[i]!);
      high = Math.max(high, level.max[i]!);
    }
    shades[shadeAt(scene.analysis, msOf(scene, x))]!.push({ x, low, high });
  }
  return shades;
}

function shadeAt(analysis: Analysis | null, ms: number): number {
  if (!analysis) return 0;
  const { step_ms, values } = analysis.energy;
  const energy = values[Math.min(values.length - 1, Math.floor(ms / step_ms))] ?? 0;
  return Math.min(SHADES - 1, Math.floor(energy * SHADES));
}

const inkOf = (ink: Ink, shade: number): string =>
  `color-mix(in oklab, ${ink.wave}, ${ink.waveLoud} ${Math.round((shade / (SHADES - 1)) * 100)}%)`;
