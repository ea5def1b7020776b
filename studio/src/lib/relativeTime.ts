const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "2 minutes ago", "yesterday"; a date when it is more than a week away. */
export function relativeTime(atMs: number, nowMs: number): string {
  const elapsed = nowMs - atMs;
  if (elapsed > 7 * 86_400_000) return new Date(atMs).toLocaleDateString("en", { dateStyle: "medium" });
  for (const [unit, ms] of UNITS) if (elapsed >= ms) return format.format(-Math.floor(elapsed / ms), unit);
  return "just now";
}
