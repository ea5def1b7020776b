import { EmptyHint } from "./EmptyHint";
import { LaneHeaders } from "./LaneHeaders";
import { ScrollBar } from "./ScrollBar";
import { SegmentInspector } from "./SegmentInspector";
import { SelectionStatus } from "./SelectionStatus";
import styles from "./Timeline.module.css";
import { TimelineCanvas } from "./TimelineCanvas";

/** The balls as lanes over time. `onLoadSong` opens the file picker. */
export function Timeline({ onLoadSong }: { onLoadSong: () => void }) {
  return (
    <section className={styles.timeline} aria-label="Timeline" data-testid="timeline">
      <LaneHeaders onLoadSong={onLoadSong} />
      <TimelineCanvas />
      <div className={styles.corner} />
      <ScrollBar />
      <EmptyHint />
      <SegmentInspector />
      <SelectionStatus />
    </section>
  );
}
