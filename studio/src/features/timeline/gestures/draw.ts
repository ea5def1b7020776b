import type { TimelineRow } from "../../../lib/show/model";
import { added } from "../../../lib/editing/change";
import { commitDraft, dropDraft, sketch } from "../../../lib/editing/draft";
import { solid } from "../../../lib/editing/paint";
import { newId } from "../../../lib/ids";
import { seek } from "../../../lib/playback/engine";
import { clearSelection, select } from "../../../lib/selection";
import { view } from "../../../lib/view";
import { type Gesture, gestureStore, type Pointer, snapEdge } from "../pointer";

/** Draws a new segment in the current colour; a mere click puts the playhead there. */
export function drawGesture(ball: TimelineRow, from: Pointer): Gesture {
  const id = newId();
  const anchor = snapEdge(from.ms, from, new Set([id])).ms;
  return {
    cursor: "crosshair",
    scrolls: "time",
    move(pointer) {
      const at = snapEdge(pointer.ms, pointer, new Set([id]));
      gestureStore.setState({ snapMs: at.hit ? at.ms : null });
      const start = Math.min(anchor, at.ms);
      const end = Math.max(anchor, at.ms);
      if (end > start) sketch(`Draw a segment on ${ball.name}`, [added(solid(ball, start, end, view().brush), id)]);
      else dropDraft();
    },
    end(pointer, dragged) {
      gestureStore.setState({ snapMs: null });
      if (dragged) {
        commitDraft();
        select([id]);
      } else {
        clearSelection();
        seek(snapEdge(pointer.ms, pointer, new Set()).ms);
      }
    },
    cancel() {
      gestureStore.setState({ snapMs: null });
      dropDraft();
    },
  };
}
