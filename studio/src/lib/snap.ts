/** Places that attract an edge: a regular grid, or a sorted list such as the beats. */
export type Magnet = { every: number } | { at: readonly number[] };

/** The place nearest to `ms` among the magnets and `extra` (edges, playhead), if it lies within `reach`. */
export function snapped(ms: number, magnet: Magnet, extra: readonly number[], reach: number): number | null {
  const candidates = [nearest(ms, magnet), ...extra].filter((value): value is number => value !== null);
  let best: number | null = null;
  for (const candidate of candidates) {
    const distance = Math.abs(candidate - ms);
    if (distance <= reach && (best === null || distance < Math.abs(best - ms))) best = candidate;
  }
  return best;
}

function nearest(ms: number, magnet: Magnet): number | null {
  if ("every" in magnet) return Math.round(ms / magnet.every) * magnet.every;
  const after = firstFrom(magnet.at, ms);
  const left = magnet.at[after - 1];
  const right = magnet.at[after];
  if (left === undefined) return right ?? null;
  if (right === undefined) return left;
  return ms - left <= right - ms ? left : right;
}

/** Index of the first value ≥ `ms` in a sorted list. */
export function firstFrom(sorted: readonly number[], ms: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! >= ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The next value after (`direction` 1) or before (−1) `ms`, or null at the end. */
export function neighbour(sorted: readonly number[], ms: number, direction: 1 | -1): number | null {
  const at = direction === 1 ? firstFrom(sorted, ms + 1) : firstFrom(sorted, ms) - 1;
  return sorted[at] ?? null;
}
