import { firstEndingAfter } from "../../../lib/show/lane";
import { model } from "../../../lib/show/session";
import { seek } from "../../../lib/playback/engine";
import { clearSelection, select, selectionStore } from "../../../lib/selection";
import { toMs, toX, view } from "../../../lib/view";
import { type Layout, laneTop } from "../layout";
import { type Gesture, gestureStore, type Pointer } from "../pointer";

/** A rubber band; with shift it adds to the selection. Its start is held in the show, so that scrolling does not move it. */
export function bandGesture(from: Pointer, layout: Layout): Gesture {
  const fromY = from.y + view().scrollY;
  const kept = from.shift ? selectionStore.getState().ids : new Set<string>();
  return {
    cursor: "crosshair",
    scrolls: "both",
    move(pointer) {
      const x = toX(from.ms);
      const y = fromY - view().scrollY;
      const band = {
        left: Math.min(x, pointer.x),
        right: Math.max(x, pointer.x),
        top: Math.max(layout.lanes, Math.min(y, pointer.y)),
        bottom: Math.max(layout.lanes, y, pointer.y),
      };
      gestureStore.setState({ band });
      select([...kept, ...inside(band, layout)]);
    },
    end(pointer, dragged) {
      gestureStore.setState({ band: null });
      if (dragged) return;
      if (!from.shift) clearSelection();
      seek(pointer.ms);
    },
    cancel() {
      gestureStore.setState({ band: null });
      select(kept);
    },
  };
}

function inside(band: { left: number; right: number; top: number; bottom: number }, layout: Layout): string[] {
  const from = toMs(band.left);
  const to = toMs(band.right);
  return model().timelines.flatMap(({ id }, index) => {
    const top = laneTop(layout, index, view().scrollY);
    if (top > band.bottom || top + layout.laneHeight < band.top) return [];
    const lane = model().lane(id);
    const found: string[] = [];
    for (let i = firstEndingAfter(lane, from); i < lane.length && lane[i]!.start < to; i++) found.push(lane[i]!.id);
    return found;
  });
}
