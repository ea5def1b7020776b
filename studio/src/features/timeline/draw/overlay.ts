import { RULER } from "../layout";
import { type Scene, xOf } from "./scene";

export interface Band {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function drawPlayhead(scene: Scene, ms: number): void {
  const { ctx, ink, height, width } = scene;
  const x = Math.round(xOf(scene, ms)) + 0.5;
  if (x < -8 || x > width + 8) return;
  ctx.strokeStyle = ink.playhead;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, RULER - 4);
  ctx.lineTo(x, height);
  ctx.stroke();
  ctx.fillStyle = ink.playhead;
  ctx.beginPath();
  ctx.roundRect(x - 5, RULER - 14, 10, 8, [2, 2, 0, 0]);
  ctx.lineTo(x, RULER - 1);
  ctx.moveTo(x - 5, RULER - 6);
  ctx.lineTo(x + 5, RULER - 6);
  ctx.lineTo(x, RULER - 1);
  ctx.fill();
}

export function drawBand({ ctx, ink }: Scene, band: Band): void {
  ctx.strokeStyle = ink.accent;
  ctx.fillStyle = ink.accent;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(band.left, band.top, band.right - band.left, band.bottom - band.top);
  ctx.globalAlpha = 1;
  ctx.strokeRect(band.left + 0.5, band.top + 0.5, band.right - band.left, band.bottom - band.top);
}

/** A thin line where an edge has snapped to. */
export function drawSnapLine({ ctx, ink, layout, height, ...scene }: Scene, ms: number): void {
  const x = Math.round((ms - scene.scrollMs) * scene.pxPerMs);
  ctx.fillStyle = ink.accent;
  ctx.fillRect(x, layout.wave, 1, height - layout.wave);
}
