/** Which argument values are colours, and their two notations. */

export type Rgb = [number, number, number];

const NAMED_SO = /colou?r|rgb/i;

const isByte = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 255;

export function isColour(name: string, value: unknown): value is Rgb {
  return NAMED_SO.test(name) && Array.isArray(value) && value.length === 3 && value.every(isByte);
}

export const toHex = (rgb: Rgb): string =>
  `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

export function fromHex(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
