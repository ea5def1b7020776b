import { onFrame } from "../../lib/frames";
import { model } from "../../lib/show/session";
import { scrollTo, view, viewStore } from "../../lib/view";
import { mostScrollY } from "./layout";
import type { Gesture } from "./pointer";
import { presentLayout } from "./useLayout";

/** How near to an edge scrolling begins, and how fast it is that far beyond the edge. */
const ZONE_PX = 28;
const PX_PER_SECOND = 900;
const LONGEST_FRAME_MS = 50;

/** Scrolls the timeline while a drag is held at, or beyond, one of its edges. */
export class EdgeScroll {
  private pull = { x: 0, y: 0 };
  private last = 0;
  private stopFrames: (() => void) | null = null;

  /** `scrolled` runs after each step, for what is dragged to follow. */
  constructor(private readonly scrolled: () => void) {}

  /** Where the drag is now, in pixels of the canvas. */
  hold(x: number, y: number, scrolls: Gesture["scrolls"]): void {
    const { width, height } = view();
    this.pull = {
      x: scrolls === "none" ? 0 : beyond(x, 0, width),
      y: scrolls === "both" ? beyond(y, presentLayout().lanes, height) : 0,
    };
    if (!this.pull.x && !this.pull.y) return this.stop();
    if (this.stopFrames) return;
    this.last = performance.now();
    this.stopFrames = onFrame((now) => this.step(now));
  }

  stop(): void {
    this.stopFrames?.();
    this.stopFrames = null;
  }

  private step(now: number): void {
    const seconds = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.last)) / 1000;
    this.last = now;
    const before = view();
    const most = mostScrollY(presentLayout(), before.height, model().timelines.length);
    const scrollY = Math.min(most, Math.max(0, before.scrollY + this.pull.y * PX_PER_SECOND * seconds));
    scrollTo(before.scrollMs + (this.pull.x * PX_PER_SECOND * seconds) / before.pxPerMs);
    if (scrollY !== before.scrollY) viewStore.setState({ scrollY });
    if (view().scrollMs !== before.scrollMs || scrollY !== before.scrollY) this.scrolled();
  }
}

/** −2..2: how far `at` is into the zone at either end, in zones. */
export function beyond(at: number, from: number, to: number): number {
  if (at < from + ZONE_PX) return Math.max(-2, (at - from - ZONE_PX) / ZONE_PX);
  if (at > to - ZONE_PX) return Math.min(2, (at - to + ZONE_PX) / ZONE_PX);
  return 0;
}
