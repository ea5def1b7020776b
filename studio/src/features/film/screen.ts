import { standingStore, useStanding } from "../../lib/film/standing";

/** The one film that is shown on the page. */
let video: HTMLVideoElement | null = null;

export const onScreen = (element: HTMLVideoElement | null): void => {
  video = element;
};

export const useHasFilm = (): boolean => useStanding((state) => Boolean(state.standing?.film));

export function togglePlay(): void {
  if (!video) return;
  if (video.paused) void video.play().catch(() => undefined); // its own controls show why it does not play
  else video.pause();
}

/** Shows the shot at `position` in the film, a little after the dissolve into it. */
export function seekToShot(position: number): void {
  const start = standingStore.getState().standing?.film?.shot_starts[position];
  if (!video || start === undefined) return;
  const after = 0.3;
  video.currentTime = start + after;
  video.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

/** Tells how far the film is whenever that has changed; returns how to stop. */
export function watchScreen(tell: (seconds: number) => void): () => void {
  const watched = video;
  const told = () => tell(watched?.currentTime ?? 0);
  for (const event of ["timeupdate", "seeking"]) watched?.addEventListener(event, told);
  return () => {
    for (const event of ["timeupdate", "seeking"]) watched?.removeEventListener(event, told);
  };
}
