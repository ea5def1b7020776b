/** Grid of the show: every edge lies on a hundredth of a second. */
export const GRID_MS = 10;

export const toGrid = (ms: number): number => Math.max(0, Math.round(ms / GRID_MS) * GRID_MS);

/** `m:ss.hh`, for example 1:05.30. */
export function formatTime(ms: number): string {
  const hundredths = Math.max(0, Math.floor(ms / GRID_MS));
  const minutes = Math.floor(hundredths / 6000);
  const seconds = Math.floor(hundredths / 100) % 60;
  return `${minutes}:${pad(seconds)}.${pad(hundredths % 100)}`;
}

/** A ruler's label: as few digits as `stepMs` needs. */
export function formatTick(ms: number, stepMs: number): string {
  const text = formatTime(ms);
  if (stepMs >= 1000) return text.slice(0, -3);
  return stepMs >= 100 ? text.slice(0, -1) : text;
}

/** Reads `12`, `12.5`, `1:05` or `1:05.3` as milliseconds on the grid; null when it is no time. */
export function parseTime(text: string): number | null {
  const match = /^(?:(\d+):)?(\d+(?:[.,]\d*)?)$/.exec(text.trim());
  if (!match) return null;
  const seconds = Number(match[2]!.replace(",", "."));
  if (match[1] && seconds >= 60) return null;
  return toGrid((Number(match[1] ?? 0) * 60 + seconds) * 1000);
}

const pad = (value: number) => String(value).padStart(2, "0");
