/** How far the smooth clock may stray from the audio before it jumps to it. */
const TOLERANCE_MS = 45;

/**
 * A position that advances evenly between the coarse steps of an audio element's `currentTime`.
 * Without a source (no song, or past its end) it runs on the given time alone.
 */
export class PlaybackClock {
  private position = 0;
  private since = 0;

  /** Sets the position at time `now` (both in ms). */
  set(position: number, now: number): void {
    this.position = position;
    this.since = now;
  }

  /** The position at time `now`; `source` is what the audio says, if it is playing. */
  read(now: number, source: number | null): number {
    const expected = this.position + now - this.since;
    if (source === null || Math.abs(source - expected) <= TOLERANCE_MS) return expected;
    this.set(source, now);
    return source;
  }
}
