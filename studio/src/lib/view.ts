import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Rgb } from "./contract";
import { model, showStore } from "./show/session";
import { PALETTE } from "./palette";
import { playerStore } from "./player";

/** How the timeline is looked at and drawn with; none of it belongs to the document. */
export interface ViewState {
  readonly pxPerMs: number;
  readonly scrollMs: number;
  readonly scrollY: number;
  /** Size of the canvas in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly snap: boolean;
  readonly snapTo: "beats" | "grid";
  readonly brush: Rgb;
  readonly colorKeys: boolean;
  /** What dragging in an empty lane does. */
  readonly tool: "draw" | "select";
  /** The ball that pasting and the keyboard refer to. */
  readonly activeBall: string | null;
  /** The segment whose inspector is open. */
  readonly inspected: string | null;
}

export const viewStore = createStore<ViewState>()(() => ({
  pxPerMs: 0.02,
  scrollMs: 0,
  scrollY: 0,
  width: 800,
  height: 400,
  snap: true,
  snapTo: "beats",
  brush: PALETTE[0]!.color,
  colorKeys: false,
  tool: "draw",
  activeBall: null,
  inspected: null,
}));

export const useView = <T>(select: (state: ViewState) => T): T => useStore(viewStore, select);
export const view = () => viewStore.getState();

const LEAST_PX_PER_MS = 0.0005;
const MOST_PX_PER_MS = 4;
const TAIL_MS = 2000;

/** What can be scrolled to: the show, everything in it, and a little room after it. */
export function contentMs(): number {
  let end = playerStore.getState().durationMs;
  for (const lane of model().lanes.values()) end = Math.max(end, lane.at(-1)?.end ?? 0);
  return end + TAIL_MS;
}

export const toX = (ms: number): number => (ms - view().scrollMs) * view().pxPerMs;
export const toMs = (x: number): number => view().scrollMs + x / view().pxPerMs;

export function scrollTo(ms: number): void {
  const { width, pxPerMs } = view();
  const last = Math.max(0, contentMs() - width / pxPerMs);
  viewStore.setState({ scrollMs: Math.min(last, Math.max(0, ms)) });
}

/** Zooms by `factor`; the moment under `x` stays where it is. */
export function zoomAbout(factor: number, x: number): void {
  const ms = toMs(x);
  const pxPerMs = Math.min(MOST_PX_PER_MS, Math.max(LEAST_PX_PER_MS, view().pxPerMs * factor));
  viewStore.setState({ pxPerMs });
  scrollTo(ms - x / pxPerMs);
}

export function fit(): void {
  const { width } = view();
  const pxPerMs = Math.min(MOST_PX_PER_MS, Math.max(LEAST_PX_PER_MS, width / contentMs()));
  viewStore.setState({ pxPerMs, scrollMs: 0 });
}

/** Scrolls so that `ms` is visible, if it is not. */
export function reveal(ms: number): void {
  const { width } = view();
  const x = toX(ms);
  if (x < 0 || x > width - 24) scrollTo(ms - width / view().pxPerMs / 8);
}

showStore.subscribe((state, before) => {
  if (state.id !== before.id) viewStore.setState({ scrollMs: 0, scrollY: 0, inspected: null, activeBall: null });
});
