import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { classes } from "../../components/classes";
import { useContextMenu } from "../../components/ContextMenu";
import { showStore, useShow } from "../../lib/show/session";
import { useGhosts } from "../../lib/proposals";
import { selectionStore } from "../../lib/selection";
import { fit, viewStore } from "../../lib/view";
import { TimelineController } from "./controller";
import { pointerAtSelection } from "./pointerAtSelection";
import { TimelineRenderer } from "./renderer";
import { menuAt } from "./segmentMenu";
import styles from "./Timeline.module.css";

const RIGHT = 2;
const HELP =
  "Timeline of the balls. Up and down arrows change the ball, Control with left and right arrows walks along its " +
  "segments, arrows move the selected segment, Enter opens its settings, question mark lists all keys.";

export function TimelineCanvas() {
  const stack = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<TimelineRenderer>(null);
  const controller = useRef<TimelineController>(null);
  const ghosts = useGhosts();
  const id = useShow((state) => state.id);

  useEffect(() => {
    const stopMeasuring = measure(stack.current!);
    renderer.current = new TimelineRenderer(base.current!, overlay.current!);
    controller.current = new TimelineController(base.current!);
    return () => {
      stopMeasuring();
      renderer.current?.dispose();
      controller.current?.dispose();
    };
  }, []);

  useEffect(() => renderer.current?.showGhosts(ghosts?.changes ?? []), [ghosts]);
  useEffect(() => whenReady(fit), [id]);

  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = selectionStore.getState().ids;
    if (event.key === "Enter" && first) viewStore.setState({ inspected: first });
    else if (event.key !== "Escape" || !controller.current?.cancel()) return;
    event.stopPropagation();
    event.preventDefault();
  };
  const { show, menu } = useContextMenu();
  const onContextMenu = (event: MouseEvent) => {
    const byPointer = event.button === RIGHT;
    const pointer = byPointer ? controller.current?.read(event) : pointerAtSelection();
    if (!pointer) return event.preventDefault();
    const box = stack.current!.getBoundingClientRect();
    show(event, menuAt(pointer), { x: box.left + pointer.x, y: box.top + pointer.y });
  };
  return (
    <>
      <div
        ref={stack}
        className={styles.stack}
        role="application"
        aria-label={HELP}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <canvas ref={base} className={styles.canvas} />
        <canvas ref={overlay} className={classes(styles.canvas, styles.overlay)} />
      </div>
      {menu}
    </>
  );
}

function measure(stack: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    viewStore.setState({ width: stack.clientWidth, height: stack.clientHeight });
  });
  observer.observe(stack);
  viewStore.setState({ width: stack.clientWidth, height: stack.clientHeight });
  return () => observer.disconnect();
}

/** Runs once, as soon as the show is there. */
function whenReady(run: () => void): (() => void) | undefined {
  if (showStore.getState().phase === "ready") {
    run();
    return undefined;
  }
  const stop = showStore.subscribe((state) => {
    if (state.phase !== "ready") return;
    stop();
    run();
  });
  return stop;
}
