import type { EffectType } from "../../lib/contract";

export interface NumberParameter {
  readonly name: string;
  readonly label: string;
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
}

/** What can be set of each effect, with the show's defaults. `fade` has its own two fields besides. */
export const EFFECTS: Record<EffectType, readonly NumberParameter[]> = {
  strobe: [
    { name: "frequency", label: "Frequency, Hz", fallback: 10, least: 0.01, most: 100 },
    { name: "duty_cycle", label: "On, part of 1", fallback: 0.5, least: 0, most: 1 },
  ],
  pulse: [
    { name: "frequency", label: "Frequency, Hz", fallback: 1, least: 0.01, most: 100 },
    { name: "min_brightness", label: "Least light, of 1", fallback: 0.2, least: 0, most: 1 },
  ],
  rainbow: [
    { name: "speed", label: "Turns per second", fallback: 1, least: -100, most: 100 },
    { name: "saturation", label: "Saturation, of 1", fallback: 1, least: 0, most: 1 },
    { name: "value", label: "Light, of 1", fallback: 1, least: 0, most: 1 },
  ],
  fade: [],
};

export const EFFECT_TYPES = Object.keys(EFFECTS) as EffectType[];

export const EASINGS = ["linear", "ease-in", "ease-out", "ease-in-out"] as const;

export const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const defaults = (type: EffectType): Record<string, unknown> =>
  type === "fade"
    ? { target_color: [0, 0, 0], easing: "linear" }
    : Object.fromEntries(EFFECTS[type].map(({ name, fallback }) => [name, fallback]));
