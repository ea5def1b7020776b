/** The theme's colours as the canvas needs them. */
const TOKENS = {
  surface: "--surface",
  surface2: "--surface-2",
  border: "--border",
  text: "--text",
  dim: "--text-dim",
  accent: "--accent",
  accentText: "--accent-text",
  danger: "--danger",
  ghost: "--ghost",
  lane: "--lane",
  laneAlt: "--lane-alt",
  laneActive: "--lane-active",
  grid: "--grid",
  gridStrong: "--grid-strong",
  wave: "--wave",
  waveLoud: "--wave-loud",
  playhead: "--playhead",
  font: "--font",
} as const;

export type Ink = Record<keyof typeof TOKENS, string>;

export function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Ink;
}
