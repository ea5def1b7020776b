import type { Rgb } from "./contract";

/** The nine colours every Sequence Maker user knows, in key order. */
export const PALETTE: readonly { name: string; color: Rgb }[] = [
  { name: "Red", color: [255, 0, 0] },
  { name: "Orange", color: [255, 165, 0] },
  { name: "Yellow", color: [255, 255, 0] },
  { name: "Green", color: [0, 255, 0] },
  { name: "Cyan", color: [0, 255, 255] },
  { name: "Blue", color: [0, 0, 255] },
  { name: "Pink", color: [255, 0, 255] },
  { name: "White", color: [255, 255, 255] },
  { name: "Black", color: [0, 0, 0] },
];

export const sameColor = (a: Rgb, b: Rgb): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

const MOST_TEXTS = 20_000;
const cssTexts = new Map<number, string>();

/** A color for CSS and canvas; kept, because drawing asks for the same few thousands of times. */
export function toCss([r, g, b]: Rgb): string {
  const key = (r << 16) | (g << 8) | b;
  const known = cssTexts.get(key);
  if (known) return known;
  const text = `rgb(${r} ${g} ${b})`;
  if (cssTexts.size < MOST_TEXTS) cssTexts.set(key, text);
  return text;
}

export const toHex = (color: Rgb): string => `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** `#rrggbb` as a colour, or null when it is none. */
export function fromHex(text: string): Rgb | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (!match) return null;
  return [Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16), Number.parseInt(match[3]!, 16)];
}

/** The palette's name of a colour, or its RGB values. */
export function colorName(color: Rgb): string {
  const known = PALETTE.find((entry) => sameColor(entry.color, color));
  return known?.name ?? `RGB ${color.join(", ")}`;
}

/** Linear from `a` to `b`, truncated to whole numbers as the show's fades are. */
export function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.trunc(a[i] + (b[i] - a[i]) * part);
  return [at(0), at(1), at(2)];
}

/** `hue`, `saturation` and `value` are 0..1; the sextants of the color wheel, truncated to whole numbers. */
export function fromHsv(hue: number, saturation: number, value: number): Rgb {
  const sextant = Math.trunc(hue * 6);
  const part = hue * 6 - sextant;
  const low = value * (1 - saturation);
  const falling = value * (1 - saturation * part);
  const rising = value * (1 - saturation * (1 - part));
  const wheel = [
    [value, rising, low],
    [falling, value, low],
    [low, value, rising],
    [low, falling, value],
    [rising, low, value],
    [value, low, falling],
  ] as const;
  const [r, g, b] = wheel[sextant % 6]!;
  return [Math.trunc(r * 255), Math.trunc(g * 255), Math.trunc(b * 255)];
}
