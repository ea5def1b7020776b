import { firstFrom } from "../../../lib/snap";
import { RULER, SECTIONS, WAVE } from "../layout";
import { msOf, type Scene, xOf } from "./scene";

const LEAST_GAP_PX = 7;
/** Sections that sound alike share a hue. */
const HUES = [232, 168, 28, 300, 200, 84, 0, 262];

/** Vertical lines on the beats (or only the downbeats, when beats would be too close). */
export function drawBeatLines(scene: Scene, bottom: number): void {
  const { analysis, ink, layout } = scene;
  if (!analysis) return;
  if (spacing(scene, analysis.beats_ms) >= LEAST_GAP_PX) lines(scene, analysis.beats_ms, ink.grid, layout.lanes, bottom);
  if (spacing(scene, analysis.downbeats_ms) >= LEAST_GAP_PX) {
    lines(scene, analysis.downbeats_ms, ink.gridStrong, layout.lanes, bottom);
  }
}

/** Marks under the waveform: a short tick for each beat, a taller one for each downbeat. */
export function drawBeatMarks(scene: Scene): void {
  const { analysis, ink, layout } = scene;
  if (!analysis) return;
  const foot = layout.wave + WAVE - 1;
  if (spacing(scene, analysis.beats_ms) >= 4) lines(scene, analysis.beats_ms, ink.dim, foot - 5, foot);
  lines(scene, analysis.downbeats_ms, ink.accent, foot - 9, foot, 2);
}

export function drawSections(scene: Scene): void {
  const { analysis, ctx, ink, width } = scene;
  if (!analysis?.sections.length) return;
  ctx.fillStyle = ink.surface;
  ctx.fillRect(0, RULER, width, SECTIONS);
  ctx.font = `10.5px ${ink.font}`;
  ctx.textBaseline = "middle";
  const labels = [...new Set(analysis.sections.map((section) => section.label))];
  for (const section of analysis.sections) {
    const left = Math.max(-1, xOf(scene, section.start_ms));
    const right = Math.min(width + 1, xOf(scene, section.end_ms));
    if (right <= 0 || left >= width) continue;
    ctx.fillStyle = `hsl(${HUES[labels.indexOf(section.label) % HUES.length]} 55% 55% / 24%)`;
    ctx.beginPath();
    ctx.roundRect(left + 1, RULER + 2, Math.max(1, right - left - 2), SECTIONS - 4, 3);
    ctx.fill();
    label(scene, section.label, left, right);
  }
}

/** The section's name, kept in view while its start is scrolled away; only its last word where there is little room. */
function label({ ctx, ink }: Scene, text: string, left: number, right: number): void {
  const start = Math.max(0, left) + 7;
  const fits = (words: string) => start + ctx.measureText(words).width <= right - 3;
  const shown = [text, text.split(" ").at(-1) ?? ""].find(fits);
  if (!shown) return;
  ctx.fillStyle = ink.text;
  ctx.fillText(shown, start, RULER + SECTIONS / 2 + 0.5);
}

function spacing(scene: Scene, beats: readonly number[]): number {
  const length = (beats.at(-1) ?? 0) - (beats[0] ?? 0);
  return beats.length < 2 ? Number.POSITIVE_INFINITY : (length / (beats.length - 1)) * scene.pxPerMs;
}

function lines(scene: Scene, at: readonly number[], color: string, top: number, bottom: number, width = 1): void {
  const { ctx } = scene;
  ctx.fillStyle = color;
  const end = msOf(scene, scene.width);
  for (let i = firstFrom(at, scene.scrollMs); i < at.length && at[i]! <= end; i++) {
    ctx.fillRect(Math.round(xOf(scene, at[i]!)), top, width, bottom - top);
  }
}
