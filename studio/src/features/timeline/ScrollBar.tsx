import { type PointerEvent, useRef } from "react";
import { useShow } from "../../lib/show/session";
import { contentMs, scrollTo, useView, view } from "../../lib/view";
import styles from "./Timeline.module.css";

/** The horizontal scroll bar: drag the thumb, or press beside it to page. */
export function ScrollBar() {
  const width = useView((state) => state.width);
  const scrollMs = useView((state) => state.scrollMs);
  const pxPerMs = useView((state) => state.pxPerMs);
  useShow((state) => state.version);
  const grip = useRef<{ x: number; scrollMs: number } | null>(null);
  const total = Math.max(contentMs(), scrollMs + width / pxPerMs);
  const shown = width / pxPerMs / total;

  const down = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, scrollMs: view().scrollMs };
    event.stopPropagation();
  };
  const move = (event: PointerEvent) => {
    if (grip.current) scrollTo(grip.current.scrollMs + ((event.clientX - grip.current.x) / width) * total);
  };
  const page = (event: PointerEvent<HTMLDivElement>) => {
    const at = (event.nativeEvent.offsetX / width) * total;
    scrollTo(scrollMs + (at > scrollMs ? 1 : -1) * (width / pxPerMs) * 0.9);
  };
  if (shown >= 1) return <div className={styles.scrollbar} />;
  return (
    <div className={styles.scrollbar} onPointerDown={page}>
      <div
        className={styles.thumb}
        role="scrollbar"
        aria-orientation="horizontal"
        aria-label="Scroll the timeline"
        aria-valuemin={0}
        aria-valuemax={Math.round(total)}
        aria-valuenow={Math.round(scrollMs)}
        style={{ left: `${(scrollMs / total) * 100}%`, width: `${shown * 100}%` }}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={() => (grip.current = null)}
      />
    </div>
  );
}
