import { type CSSProperties, useEffect, useRef } from "react";
import { IconButton } from "../../components/IconButton";
import type { Placed } from "../../lib/show/lane";
import { useShow } from "../../lib/show/session";
import { colorName } from "../../lib/palette";
import { useView, view, viewStore } from "../../lib/view";
import { EffectList } from "./EffectList";
import styles from "./Inspector.module.css";
import { laneTop } from "./layout";
import { SegmentFields } from "./SegmentFields";
import { presentLayout } from "./useLayout";

const WIDTH = 304;
const HEADER = 188;
const MOST_HEIGHT = 430;

const close = () => viewStore.setState({ inspected: null });

/** A popover with everything about one segment; each field commits as its own edit. */
export function SegmentInspector() {
  const id = useView((state) => state.inspected);
  const model = useShow((state) => state.model);
  useShow((state) => state.version);
  const placed = id === null ? undefined : model.segments.get(id);
  const ball = model.timelines.findIndex((row) => row.id === placed?.entity.timeline);
  if (!placed || ball < 0) return null;
  return <Inspector key={placed.id} placed={placed} lane={ball} />;
}

function Inspector({ placed, lane }: { placed: Placed; lane: number }) {
  const ref = useRef<HTMLDivElement>(null);
  const place = useRef(placeFor(placed, lane));
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    ref.current?.querySelector<HTMLElement>("input")?.focus();
    return () => before?.focus();
  }, []);
  return (
    <div
      ref={ref}
      role="dialog"
      aria-label="Segment"
      data-testid="inspector"
      className={styles.inspector}
      style={place.current}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") close();
      }}
    >
      <header className={styles.head}>
        <span>{colorName(placed.entity.color)} segment</span>
        <IconButton small icon="close" label="Close" onClick={close} />
      </header>
      <SegmentFields placed={placed} />
      <EffectList placed={placed} />
    </div>
  );
}

/** Under the segment, or above it where there is more room; always inside the timeline. */
function placeFor(placed: Placed, lane: number): CSSProperties {
  const { scrollMs, pxPerMs, width, height, scrollY } = view();
  const layout = presentLayout();
  const top = laneTop(layout, lane, scrollY);
  const x = Math.min(width - WIDTH - 12, Math.max(8, (placed.start - scrollMs) * pxPerMs));
  const below = height - top - layout.laneHeight;
  const side = below >= MOST_HEIGHT || below > top ? { top: Math.min(top + layout.laneHeight + 4, height - 220) } : { bottom: height - top + 18 };
  return { left: HEADER + x, width: WIDTH, ...side };
}
