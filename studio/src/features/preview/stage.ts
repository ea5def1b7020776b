import type { Change } from "../../lib/contract";
import type { Placed } from "../../lib/show/lane";
import { model, showStore } from "../../lib/show/session";
import { onFrame } from "../../lib/frames";
import { playerStore, playheadMs } from "../../lib/player";
import { lanesWith, lightAt } from "../../lib/show/colors";
import { drawBalls } from "./drawBalls";

interface StageOptions {
  readonly juggling: boolean;
  /** A proposal to show as if it were accepted. */
  readonly changes: readonly Change[] | null;
}

/** Keeps the preview drawn; a frame loop runs only while the show plays. Returns how to end it. */
export function startStage(canvas: HTMLCanvasElement, { juggling, changes }: StageOptions): () => void {
  let proposed: ReadonlyMap<string, readonly Placed[]> | null = null;
  const font = getComputedStyle(canvas).fontFamily;
  const lane = (id: string) => proposed?.get(id) ?? model().lane(id);
  const draw = () => {
    const ms = playheadMs();
    const balls = model().timelines.map(({ id, name }) => ({ name, lightAt: (at: number) => lightAt(lane(id), at) }));
    const ratio = window.devicePixelRatio || 1;
    const ctx = canvas.getContext("2d");
    ctx?.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (ctx) drawBalls({ ctx, width: canvas.clientWidth, height: canvas.clientHeight, font }, balls, ms, juggling);
  };
  const reconsider = () => {
    proposed = changes && lanesWith(model(), changes);
    draw();
  };
  const resize = () => {
    canvas.width = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    canvas.height = Math.round(canvas.clientHeight * (window.devicePixelRatio || 1));
    draw();
  };
  let stopFrames: (() => void) | null = null;
  const follow = () => {
    stopFrames?.();
    stopFrames = playerStore.getState().playing ? onFrame(draw) : null;
    draw();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  const stops = [showStore.subscribe(reconsider), playerStore.subscribe(follow)];
  reconsider();
  follow();
  return () => {
    observer.disconnect();
    stopFrames?.();
    for (const stop of stops) stop();
  };
}
