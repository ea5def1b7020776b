import type { Analysis, Waveform } from "../../../lib/contract";
import type { Placed } from "../../../lib/show/lane";
import type { Layout } from "../layout";
import type { Ink } from "./ink";

/** Everything one drawing of the timeline depends on. */
export interface Scene {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen for each CSS pixel. */
  readonly ratio: number;
  readonly ink: Ink;
  readonly layout: Layout;
  readonly scrollMs: number;
  readonly scrollY: number;
  readonly pxPerMs: number;
  readonly showEndMs: number;
  readonly balls: readonly { id: string }[];
  readonly activeBall: string | null;
  readonly laneOf: (ball: string) => readonly Placed[];
  readonly selected: ReadonlySet<string>;
  /** Segments not drawn in their lane, because a draft or a proposal draws them itself. */
  readonly hidden: ReadonlySet<string>;
  /** What a draft puts into a ball instead, sorted by start. */
  readonly putOf: (ball: string) => readonly Placed[];
  readonly waveform: Waveform | null;
  readonly analysis: Analysis | null;
}

export const xOf = (scene: Scene, ms: number): number => (ms - scene.scrollMs) * scene.pxPerMs;
export const msOf = (scene: Scene, x: number): number => scene.scrollMs + x / scene.pxPerMs;
