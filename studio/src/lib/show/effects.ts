import type { Effect, Rgb, Segment } from "../contract";
import { fromHsv, mix } from "../palette";

const BLACK: Rgb = [0, 0, 0];

type Formula = (base: Rgb, elapsedMs: number, durationMs: number, effect: Effect) => Rgb;

/**
 * The server's formulas, number for number, so that what is seen here is what the balls play.
 * `elapsedMs` counts from the segment's start. A cut leaves `offset` (how far into the effect the
 * segment begins) and, for a fade, `span` (how long the whole fade takes); both are seconds.
 */
const FORMULAS: Record<Effect["type"], Formula> = {
  strobe: (base, elapsedMs, _durationMs, effect) =>
    fraction(seconds(effect, elapsedMs) * number(effect, "frequency", 10)) < number(effect, "duty_cycle", 0.5) ? base : BLACK,
  pulse: (base, elapsedMs, _durationMs, effect) => {
    const least = number(effect, "min_brightness", 0.2);
    const turns = seconds(effect, elapsedMs) * number(effect, "frequency", 1);
    return mix(BLACK, base, least + (1 - least) * (0.5 + 0.5 * Math.sin(2 * Math.PI * turns)));
  },
  fade: (base, elapsedMs, durationMs, effect) => {
    const target = effect.parameters.target_color;
    const part = Math.min(1, seconds(effect, elapsedMs) / number(effect, "span", durationMs / 1000));
    return mix(base, Array.isArray(target) ? (target as unknown as Rgb) : BLACK, ease(effect, part));
  },
  rainbow: (_base, elapsedMs, _durationMs, effect) => {
    const turns = seconds(effect, elapsedMs) * number(effect, "speed", 1);
    return fromHsv(fraction(turns), number(effect, "saturation", 1), number(effect, "value", 1));
  },
};

/** The color a segment shows at `ms` (a position inside it). */
export function colorInSegment(segment: Segment, ms: number): Rgb {
  const elapsed = ms - segment.start_ms;
  const duration = segment.end_ms - segment.start_ms;
  let color = fadeColor(segment, ms);
  for (const effect of segment.effects) {
    color = FORMULAS[effect.type]?.(color, elapsed, duration, effect) ?? color;
  }
  return color;
}

/** The segment's color at `ms` before its effects: its color, or the point its fade has reached, truncated. */
export function fadeColor({ color, end_color, start_ms, end_ms }: Segment, ms: number): Rgb {
  if (!end_color) return color;
  const at = (i: 0 | 1 | 2) => color[i] + Math.floor(((end_color[i] - color[i]) * (ms - start_ms)) / (end_ms - start_ms));
  return [at(0), at(1), at(2)];
}

function ease(effect: Effect, part: number): number {
  const { easing } = effect.parameters;
  if (easing === "ease-in") return part * part;
  if (easing === "ease-out") return 1 - (1 - part) * (1 - part);
  if (easing === "ease-in-out") return (1 - Math.cos(Math.PI * part)) / 2;
  return part;
}

/** Summed in whole milliseconds, so that a cut effect meets the uncut one exactly. */
const seconds = (effect: Effect, elapsedMs: number): number =>
  (elapsedMs + Math.round(number(effect, "offset", 0) * 1000)) / 1000;

/** What is left of whole turns, 0..1, for turns backwards too. */
const fraction = (turns: number): number => ((turns % 1) + 1) % 1;

function number(effect: Effect, name: string, fallback: number): number {
  const value = effect.parameters[name];
  return typeof value === "number" ? value : fallback;
}
