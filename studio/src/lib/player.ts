import { createStore } from "zustand/vanilla";

/**
 * What the player shows. The exact position lives in the clock and is read with `playheadMs()`:
 * it changes sixty times a second and must not pass through React.
 */
export interface PlayerState {
  playing: boolean;
  /** Where playback rests or last started; use `playheadMs()` for the present position. */
  positionMs: number;
  durationMs: number;
  volume: number;
  loop: boolean;
}

export const playerStore = createStore<PlayerState>()(() => ({
  playing: false,
  positionMs: 0,
  durationMs: 60_000,
  volume: 0.8,
  loop: false,
}));

let readClock: () => number = () => playerStore.getState().positionMs;

/** The playback feature installs the running clock (the audio element) here. */
export function installClock(read: () => number): void {
  readClock = read;
}

export function playheadMs(): number {
  return playerStore.getState().playing ? readClock() : playerStore.getState().positionMs;
}
