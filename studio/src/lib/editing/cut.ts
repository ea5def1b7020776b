import type { Effect, Rgb, Segment } from "../contract";

/** The part of a segment before `ms`, as the server cuts it: everything shines on as it did. */
export const head = (segment: Segment, ms: number): Segment => clip(segment, segment.start_ms, ms);

/** The part of a segment from `ms` on. */
export const tail = (segment: Segment, ms: number): Segment => clip(segment, ms, segment.end_ms);

function clip(segment: Segment, start_ms: number, end_ms: number): Segment {
  return {
    ...segment,
    start_ms,
    end_ms,
    color: reached(segment, start_ms),
    end_color: segment.end_color && reached(segment, end_ms),
    effects: segment.effects.map((effect) => cutEffect(effect, segment, start_ms)),
  };
}

/** The color a fade has reached at `ms`, rounded: that halves the error which truncating would leave. */
function reached({ color, end_color, start_ms, end_ms }: Segment, ms: number): Rgb {
  if (!end_color || ms === start_ms) return color;
  const duration = end_ms - start_ms;
  const at = (i: 0 | 1 | 2) => {
    const doubled = 2 * (color[i] * duration + (end_color[i] - color[i]) * (ms - start_ms));
    return Math.floor((doubled + duration) / (2 * duration));
  };
  return [at(0), at(1), at(2)];
}

/** An effect goes on where it was: `offset` is how far into it the piece begins, `span` how long a whole fade takes. */
function cutEffect(effect: Effect, whole: Segment, start: number): Effect {
  const parameters: Record<string, unknown> = { ...effect.parameters };
  if (start > whole.start_ms) {
    const before = Math.round(Number(parameters.offset ?? 0) * 1000);
    parameters.offset = (before + start - whole.start_ms) / 1000;
  }
  if (effect.type === "fade") parameters.span ??= (whole.end_ms - whole.start_ms) / 1000;
  return { ...effect, parameters };
}
