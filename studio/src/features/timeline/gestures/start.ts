import { model } from "../../../lib/show/session";
import { toggleSelected } from "../../../lib/selection";
import { view, viewStore } from "../../../lib/view";
import { hitSegment } from "../hit";
import { type Layout, mostScrollY } from "../layout";
import type { Gesture, Pointer } from "../pointer";
import { bandGesture } from "./band";
import { drawGesture } from "./draw";
import { moveGesture } from "./move";
import { resizeGesture } from "./resize";
import { panGesture, scrubGesture } from "./scroll";

/** Which gesture a press begins; null when the press was all (shift-click toggles a segment). */
export function startGesture(pointer: Pointer, layout: Layout, panning: boolean): Gesture | null {
  const balls = model().timelines;
  if (panning) return panGesture(pointer, mostScrollY(layout, view().height, balls.length));
  if (pointer.y < layout.lanes) return scrubGesture(pointer);
  const ball = balls[pointer.lane];
  if (!ball) return bandGesture(pointer, layout);
  viewStore.setState({ activeBall: ball.id });
  const hit = hitSegment(pointer);
  if (!hit) return pointer.shift || view().tool === "select" ? bandGesture(pointer, layout) : drawGesture(ball, pointer);
  if (pointer.shift || pointer.ctrl) {
    toggleSelected(hit.placed.id);
    return null;
  }
  return hit.part === "body" ? moveGesture(hit.placed, pointer) : resizeGesture(hit.placed, hit.part);
}

/** The cursor for hovering there. */
export function cursorAt(pointer: Pointer, layout: Layout, panning: boolean): string {
  if (panning) return "grab";
  if (pointer.y < layout.lanes) return "col-resize";
  const hit = hitSegment(pointer);
  if (hit) return hit.part === "body" ? "grab" : "ew-resize";
  return view().tool === "draw" && pointer.lane >= 0 ? "crosshair" : "default";
}
