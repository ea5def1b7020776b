import { model } from "../../lib/show/session";
import { spacePan } from "../../lib/spacePan";
import { scrollTo, toMs, view, viewStore, zoomAbout } from "../../lib/view";
import { EdgeScroll } from "./edgeScroll";
import { cursorAt, startGesture } from "./gestures/start";
import { hitSegment } from "./hit";
import { laneAt, mostScrollY } from "./layout";
import type { Gesture, Pointer } from "./pointer";
import { presentLayout } from "./useLayout";

const DRAG_PX = 3;
const MIDDLE = 1;

/** Turns the canvas's pointer and wheel events into gestures. */
export class TimelineController {
  private gesture: Gesture | null = null;
  private from: Pointer | null = null;
  private dragged = false;
  private last: PointerEvent | null = null;
  private readonly edge = new EdgeScroll(() => this.last && this.gesture?.move(this.read(this.last)));
  private readonly listening = new AbortController();

  constructor(private readonly canvas: HTMLCanvasElement) {
    const { signal } = this.listening;
    canvas.addEventListener("pointerdown", this.down, { signal });
    canvas.addEventListener("pointermove", this.move, { signal });
    canvas.addEventListener("pointerup", this.up, { signal });
    canvas.addEventListener("pointercancel", this.cancel, { signal });
    canvas.addEventListener("dblclick", this.inspect, { signal });
    canvas.addEventListener("wheel", this.wheel, { passive: false, signal });
  }

  dispose(): void {
    this.edge.stop();
    this.listening.abort();
  }

  /** Gives up the drag in hand; says whether there was one. */
  readonly cancel = (): boolean => {
    const running = this.gesture !== null;
    this.edge.stop();
    this.gesture?.cancel();
    this.gesture = null;
    return running;
  };

  private readonly down = (event: PointerEvent): void => {
    if (event.button > MIDDLE) return;
    const panning = spacePan.held || event.button === MIDDLE;
    if (panning) {
      event.preventDefault();
      spacePan.used = true;
    }
    const pointer = this.read(event);
    this.canvas.setPointerCapture(event.pointerId);
    viewStore.setState({ inspected: null });
    this.from = pointer;
    this.dragged = false;
    this.gesture = startGesture(pointer, presentLayout(), panning);
  };

  private readonly move = (event: PointerEvent): void => {
    const pointer = this.read(event);
    if (!this.gesture || !this.from) {
      this.canvas.style.cursor = cursorAt(pointer, presentLayout(), spacePan.held);
      return;
    }
    this.dragged ||= Math.hypot(pointer.x - this.from.x, pointer.y - this.from.y) >= DRAG_PX;
    if (!this.dragged) return;
    this.canvas.style.cursor = this.gesture.cursor;
    this.last = event;
    this.edge.hold(pointer.x, pointer.y, this.gesture.scrolls);
    this.gesture.move(pointer);
  };

  private readonly up = (event: PointerEvent): void => {
    const { gesture } = this;
    this.gesture = null;
    this.edge.stop();
    gesture?.end(this.read(event), this.dragged);
  };

  private readonly inspect = (event: MouseEvent): void => {
    const hit = hitSegment(this.read(event));
    if (hit) viewStore.setState({ inspected: hit.placed.id });
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { x } = this.read(event);
    if (event.ctrlKey || event.metaKey) return zoomAbout(Math.exp(-event.deltaY / 400), x);
    const most = mostScrollY(presentLayout(), view().height, model().timelines.length);
    const down = most > 0 && !event.shiftKey && Math.abs(event.deltaY) > Math.abs(event.deltaX);
    if (down) viewStore.setState(({ scrollY }) => ({ scrollY: Math.min(most, Math.max(0, scrollY + event.deltaY)) }));
    else scrollTo(view().scrollMs + (event.deltaX || event.deltaY) / view().pxPerMs);
  };

  read(event: Pick<MouseEvent, "clientX" | "clientY" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey">): Pointer {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    return {
      x,
      y,
      ms: Math.max(0, toMs(x)),
      lane: laneAt(presentLayout(), y, view().scrollY, model().timelines.length),
      alt: event.altKey,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
    };
  }
}
