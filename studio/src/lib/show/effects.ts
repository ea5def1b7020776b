import type { Effect, Rgb, Segment } from "../contract";
import { fromHsv, mix } from "../palette";

const BLACK: Rgb = [0, 0, 0];

type Formula = (base: Rgb, t: number, duration: number, effect: Effect) => Rgb;

/** `t` and `duration` are seconds; `t` counts from the segment's start. */
const FORMULAS: Record<Effect["type"], Formula> = {
  strobe: (base, t, _duration, effect) =>
    (t * number(effect, "frequency", 10)) % 1 < number(effect, "duty_cycle", 0.5) ? base : BLACK,
  pulse: (base, t, _duration, effect) => {
    const least = number(effect, "min_brightness", 0.2);
    const wave = 0.5 + 0.5 * Math.sin(2 * Math.PI * number(effect, "frequency", 1) * t);
    return mix(BLACK, base, least + (1 - least) * wave);
  },
  fade: (base, t, duration, effect) => {
    const target = effect.parameters.target_color;
    const part = ease(String(effect.parameters.easing ?? "linear"), duration > 0 ? t / duration : 0);
    return mix(base, Array.isArray(target) ? (target as unknown as Rgb) : BLACK, part);
  },
  rainbow: (_base, t, _duration, effect) =>
    fromHsv((t * number(effect, "speed", 1) * 360) % 360, number(effect, "saturation", 1), number(effect, "value", 1)),
};

/** The colour a segment shows at `ms` (a position inside it). */
export function colorInSegment(segment: Segment, ms: number): Rgb {
  const t = (ms - segment.start_ms) / 1000;
  const duration = (segment.end_ms - segment.start_ms) / 1000;
  let color = fadeColor(segment, ms);
  for (const effect of segment.effects) {
    color = FORMULAS[effect.type]?.(color, t, duration, effect) ?? color;
  }
  return color;
}

/** The segment's colour at `ms` before its effects: its colour, or the point its fade has reached. */
export function fadeColor({ color, end_color, start_ms, end_ms }: Segment, ms: number): Rgb {
  return end_color && end_ms > start_ms ? mix(color, end_color, (ms - start_ms) / (end_ms - start_ms)) : color;
}

function ease(easing: string, part: number): number {
  if (easing === "ease-in") return part * part;
  if (easing === "ease-out") return 1 - (1 - part) ** 2;
  if (easing === "ease-in-out") return part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) ** 2;
  return part;
}

function number(effect: Effect, name: string, fallback: number): number {
  const value = effect.parameters[name];
  return typeof value === "number" ? value : fallback;
}
