import type { Waveform } from "../../../lib/contract";

/** The waveform at one resolution: least and greatest sample of each step. */
export interface Level {
  readonly stepMs: number;
  readonly min: ArrayLike<number>;
  readonly max: ArrayLike<number>;
}

const FACTOR = 8;
const pyramids = new WeakMap<Waveform, readonly Level[]>();

/** The coarsest level that still has a step for every pixel, so that drawing stays cheap for an hour of music. */
export function levelFor(waveform: Waveform, msPerPx: number): Level {
  const levels = pyramid(waveform);
  return levels.findLast((level) => level.stepMs <= msPerPx) ?? levels[0]!;
}

/** The greatest deflection of the whole song, 1..127: what the drawing is scaled to. */
export function loudest(waveform: Waveform): number {
  const { min, max } = pyramid(waveform).at(-1)!;
  let most = 1;
  for (let i = 0; i < min.length; i++) most = Math.max(most, max[i]!, -min[i]!);
  return most;
}

function pyramid(waveform: Waveform): readonly Level[] {
  const known = pyramids.get(waveform);
  if (known) return known;
  const levels: Level[] = [{ stepMs: 1000 / waveform.peaks_per_second, min: waveform.min, max: waveform.max }];
  while (levels.at(-1)!.min.length > 512) levels.push(coarser(levels.at(-1)!));
  pyramids.set(waveform, levels);
  return levels;
}

function coarser({ stepMs, min, max }: Level): Level {
  const length = Math.ceil(min.length / FACTOR);
  const low = new Int8Array(length);
  const high = new Int8Array(length);
  for (let i = 0; i < min.length; i++) {
    const at = Math.floor(i / FACTOR);
    low[at] = Math.min(low[at]!, min[i]!);
    high[at] = Math.max(high[at]!, max[i]!);
  }
  return { stepMs: stepMs * FACTOR, min: low, max: high };
}
