import { installClock, playerStore, playheadMs } from "../player";
import { onFrame } from "../frames";
import { toast } from "../toasts";
import { PlaybackClock } from "./clock";

/** The one player of the page: an audio element is the clock, or time itself when there is no song. */
const audio = new Audio();
audio.preload = "auto";
audio.volume = playerStore.getState().volume;

const clock = new PlaybackClock();
let stopFrames: () => void = () => undefined;

installClock(() => Math.min(clock.read(performance.now(), sounding()), playerStore.getState().durationMs));

export function setSource(url: string | null, durationMs: number): void {
  if (url !== (audio.getAttribute("src") ?? null)) {
    pause();
    if (url) audio.src = url;
    else audio.removeAttribute("src");
    audio.load();
  }
  playerStore.setState({ durationMs });
}

/** Starts from the playhead (from the start when it stands at the end). Rejects when the browser refuses. */
export async function play(): Promise<void> {
  const { playing, positionMs, durationMs } = playerStore.getState();
  if (playing) return;
  const from = positionMs >= durationMs ? 0 : positionMs;
  await sound(from);
  clock.set(from, performance.now());
  playerStore.setState({ playing: true, positionMs: from });
  stopFrames = onFrame(watchEnd);
}

export function pause(): void {
  const positionMs = playheadMs();
  audio.pause();
  stopFrames();
  playerStore.setState({ playing: false, positionMs });
}

export function stop(): void {
  pause();
  seek(0);
}

export function togglePlay(): void {
  if (playerStore.getState().playing) pause();
  else play().catch(() => toast("The song could not be played.", { label: "Try again", run: togglePlay }));
}

export function seek(ms: number): void {
  const { durationMs, playing } = playerStore.getState();
  const positionMs = Math.min(Math.max(0, ms), durationMs);
  clock.set(positionMs, performance.now());
  playerStore.setState({ positionMs });
  if (playing) void sound(positionMs).catch(pause);
  else if (hasSong()) audio.currentTime = positionMs / 1000;
}

export function setVolume(volume: number): void {
  audio.volume = Math.min(1, Math.max(0, volume));
  playerStore.setState({ volume: audio.volume });
}

export const toggleLoop = (): void => playerStore.setState(({ loop }) => ({ loop: !loop }));

const hasSong = () => audio.hasAttribute("src");

/** Plays the song from `ms`; silence is right where the show is longer than its song. */
async function sound(ms: number): Promise<void> {
  if (!hasSong() || (audio.duration && ms >= audio.duration * 1000)) return audio.pause();
  audio.currentTime = ms / 1000;
  await audio.play();
}

function sounding(): number | null {
  return hasSong() && !audio.paused && !audio.ended ? audio.currentTime * 1000 : null;
}

function watchEnd(): void {
  const { durationMs, loop } = playerStore.getState();
  if (playheadMs() < durationMs) return;
  if (loop) seek(0);
  else pause();
}
