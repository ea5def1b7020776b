import type { Rgb } from "./contract";
import { PALETTE } from "./palette";

/** One row of keys for each of the first three balls, and the digits for all; each row is the palette. */
const ROWS = ["qwertyuio", "asdfghjkl", "zxcvbnm,."];
const DIGITS = "123456789";
const ALL_BALLS = Array.from({ length: 64 }, (_, index) => index);

/** Which balls (counted from 0) a key paints, and in which color; null for a key that paints nothing. */
export function colorKey(key: string): { balls: readonly number[]; color: Rgb } | null {
  const ball = ROWS.findIndex((row) => row.includes(key));
  const row = ball >= 0 ? ROWS[ball]! : DIGITS;
  const entry = key.length === 1 ? PALETTE[row.indexOf(key)] : undefined;
  return entry ? { balls: ball >= 0 ? [ball] : ALL_BALLS, color: entry.color } : null;
}
