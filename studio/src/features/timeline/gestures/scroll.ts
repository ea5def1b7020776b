import { seek } from "../../../lib/playback/engine";
import { scrollTo, view, viewStore } from "../../../lib/view";
import type { Gesture, Pointer } from "../pointer";

/** Drags the view itself. */
export function panGesture(from: Pointer, mostScrollY: number): Gesture {
  const { scrollMs, scrollY } = view();
  return {
    cursor: "grabbing",
    scrolls: "none",
    move(pointer) {
      scrollTo(scrollMs - (pointer.x - from.x) / view().pxPerMs);
      viewStore.setState({ scrollY: Math.min(mostScrollY, Math.max(0, scrollY - (pointer.y - from.y))) });
    },
    end: () => undefined,
    cancel: () => undefined,
  };
}

/** Drags the playhead along the ruler or the waveform. */
export function scrubGesture(from: Pointer): Gesture {
  seek(from.ms);
  return {
    cursor: "col-resize",
    scrolls: "time",
    move: (pointer) => seek(pointer.ms),
    end: () => undefined,
    cancel: () => undefined,
  };
}
