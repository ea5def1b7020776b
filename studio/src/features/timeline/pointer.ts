import { createStore } from "zustand/vanilla";
import { firstEndingAfter, type Placed } from "../../lib/show/lane";
import { model } from "../../lib/show/session";
import { playheadMs } from "../../lib/player";
import { type Magnet, snapped } from "../../lib/snap";
import { songStore } from "../../lib/show/song";
import { toGrid } from "../../lib/time";
import { view } from "../../lib/view";
import type { Band } from "./draw/overlay";
import { minorStep } from "./draw/ticks";

/** The pointer over the timeline: pixels of the canvas, the moment and the lane under it, and the keys held. */
export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly ms: number;
  /** −1 outside the lanes. */
  readonly lane: number;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/** What a drag does; made when the button goes down. */
export interface Gesture {
  readonly cursor: string;
  /** Whether holding the drag at an edge scrolls the timeline, and along which axes. */
  readonly scrolls: "none" | "time" | "both";
  move: (pointer: Pointer) => void;
  /** `dragged` is false when the pointer never left its place: a click. */
  end: (pointer: Pointer, dragged: boolean) => void;
  cancel: () => void;
}

/** What a gesture shows besides its draft. */
export const gestureStore = createStore<{ band: Band | null; snapMs: number | null }>()(() => ({
  band: null,
  snapMs: null,
}));

const REACH_PX = 8;

/** The place an edge at `ms` goes to: a beat, the grid, another edge or the playhead, when one is near. */
export function snapEdge(ms: number, pointer: Pointer, moving: ReadonlySet<string>): { ms: number; hit: boolean } {
  if (!view().snap || pointer.alt) return { ms: toGrid(ms), hit: false };
  const reach = REACH_PX / view().pxPerMs;
  const place = snapped(ms, magnet(), [playheadMs(), ...edgesNear(ms, reach, moving)], reach);
  return { ms: toGrid(place ?? ms), hit: place !== null };
}

function magnet(): Magnet {
  const beats = songStore.getState().report.analysis?.beats_ms;
  return view().snapTo === "beats" && beats?.length ? { at: beats } : { every: minorStep(view().pxPerMs) };
}

function edgesNear(ms: number, reach: number, moving: ReadonlySet<string>): number[] {
  const edges: number[] = [];
  const collect = (placed: Placed | undefined) => {
    if (placed && !moving.has(placed.id)) edges.push(placed.start, placed.end);
  };
  for (const { id } of model().timelines) {
    const lane = model().lane(id);
    const at = firstEndingAfter(lane, ms - reach);
    collect(lane[at]);
    collect(lane[at + 1]);
  }
  return edges;
}
