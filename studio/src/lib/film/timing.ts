/** Title and end card take this long, but no more than this part of a short film. */
const OPENING_SECONDS = 2.75;
const ENDING_SECONDS = 1.75;
const MOST_OF_CARDS = 0.12;

/**
 * When each shot begins in a film of `total` seconds: the shots' own lengths are fitted to what the
 * two cards leave.
 */
export function shotStarts(lengths: readonly number[], total: number): number[] {
  const opening = Math.min(OPENING_SECONDS, MOST_OF_CARDS * total);
  const ending = Math.min(ENDING_SECONDS, MOST_OF_CARDS * total);
  const sum = lengths.reduce((all, length) => all + length, 0);
  const scale = sum > 0 ? (total - opening - ending) / sum : 0;
  let at = opening;
  return lengths.map((length) => {
    const start = at;
    at += length * scale;
    return start;
  });
}

/** `1:05` */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
