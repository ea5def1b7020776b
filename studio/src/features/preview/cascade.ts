/** Part of each half cycle that a ball rests in a hand. */
const DWELL = 0.3;
const INNER = 0.62;
const OUTER = 1.1;
const SECONDS_PER_BALL = 0.62;

export interface Position {
  /** −1.1 (left hand) .. 1.1 (right hand) */
  readonly x: number;
  /** 0 at the hands, 1 at the peak, a little below 0 in the scoop. */
  readonly y: number;
}

/** Where ball `index` of `count` is `seconds` into a cascade: thrown from hand to hand under the one before. */
export function cascade(index: number, count: number, seconds: number): Position {
  const cycle = seconds / (SECONDS_PER_BALL * Math.max(2, count)) + index / Math.max(1, count);
  const phase = (((cycle % 1) + 1) % 1) * 2;
  const side = phase < 1 ? 1 : -1;
  const part = phase % 1;
  if (part < DWELL) {
    const scoop = part / DWELL;
    return { x: side * (OUTER + (INNER - OUTER) * scoop), y: -0.12 * Math.sin(Math.PI * scoop) };
  }
  const flight = (part - DWELL) / (1 - DWELL);
  return { x: side * (INNER - (INNER + OUTER) * flight), y: 4 * flight * (1 - flight) };
}
