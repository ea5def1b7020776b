import type { Placed } from "../../../lib/show/lane";
import { commitDraft, dropDraft, sketch } from "../../../lib/editing/draft";
import { resized } from "../../../lib/editing/move";
import { select } from "../../../lib/selection";
import { GRID_MS } from "../../../lib/time";
import { type Gesture, gestureStore, snapEdge } from "../pointer";

export function resizeGesture(placed: Placed, edge: "start" | "end"): Gesture {
  select([placed.id]);
  const moving = new Set([placed.id]);
  return {
    cursor: "ew-resize",
    scrolls: "time",
    move(pointer) {
      const at = snapEdge(pointer.ms, pointer, moving);
      gestureStore.setState({ snapMs: at.hit ? at.ms : null });
      sketch("Resize segment", [resized(placed, edge, at.ms, GRID_MS)]);
    },
    end(_pointer, dragged) {
      gestureStore.setState({ snapMs: null });
      if (dragged) commitDraft();
    },
    cancel() {
      gestureStore.setState({ snapMs: null });
      dropDraft();
    },
  };
}
