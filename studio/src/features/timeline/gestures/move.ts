import type { Placed } from "../../../lib/show/lane";
import { model } from "../../../lib/show/session";
import { count } from "../../../lib/editing/change";
import { selected } from "../../../lib/editing/commands";
import { commitDraft, dropDraft, sketch } from "../../../lib/editing/draft";
import { moved } from "../../../lib/editing/move";
import { select, selectionStore } from "../../../lib/selection";
import { type Gesture, gestureStore, type Pointer, snapEdge } from "../pointer";

/** Drags the selection in time and across the balls; the grabbed segment's edges snap. */
export function moveGesture(grabbed: Placed, from: Pointer): Gesture {
  const wasSelected = selectionStore.getState().ids.has(grabbed.id);
  if (!wasSelected) select([grabbed.id]);
  const items = selected();
  const ids = new Set(items.map((placed) => placed.id));
  const balls = model().timelines.map(({ id }) => id);
  let lane = from.lane;
  return {
    cursor: "grabbing",
    scrolls: "both",
    move(pointer) {
      if (pointer.lane >= 0) lane = pointer.lane;
      const delta = snappedDelta(grabbed, pointer.ms - from.ms, pointer, ids);
      sketch(`Move ${count(items.length, "segment")}`, moved(items, delta, lane - from.lane, balls));
    },
    end(_pointer, dragged) {
      gestureStore.setState({ snapMs: null });
      if (dragged) commitDraft();
      else if (wasSelected) select([grabbed.id]);
    },
    cancel() {
      gestureStore.setState({ snapMs: null });
      dropDraft();
    },
  };
}

/** Lets the nearer of the two edges snap. */
function snappedDelta(grabbed: Placed, delta: number, pointer: Pointer, ids: ReadonlySet<string>): number {
  const start = snapEdge(grabbed.start + delta, pointer, ids);
  const end = snapEdge(grabbed.end + delta, pointer, ids);
  const byStart = start.ms - grabbed.start;
  const byEnd = end.ms - grabbed.end;
  const useEnd = end.hit && (!start.hit || Math.abs(byEnd - delta) < Math.abs(byStart - delta));
  const at = useEnd ? end : start;
  gestureStore.setState({ snapMs: at.hit ? at.ms : null });
  return useEnd ? byEnd : byStart;
}
