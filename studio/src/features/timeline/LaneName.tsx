import type { TimelineRow } from "../../lib/show/model";
import styles from "./LaneHeaders.module.css";

interface LaneNameProps {
  ball: TimelineRow;
  segments: number;
  renaming: boolean;
  onStart: () => void;
  onRename: (name: string | null) => void;
}

export function LaneName({ ball, segments, renaming, onStart, onRename }: LaneNameProps) {
  if (!renaming) {
    return (
      <span className={styles.name} title={ball.name} onDoubleClick={onStart}>
        {ball.name}
        <span className={styles.count}>{segments === 1 ? "1 segment" : `${segments} segments`}</span>
      </span>
    );
  }
  return (
    <input
      className={styles.rename}
      aria-label={`New name of ${ball.name}`}
      defaultValue={ball.name}
      autoFocus
      maxLength={80}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => onRename(event.target.value.trim() || null)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onRename(event.currentTarget.value.trim() || null);
        if (event.key === "Escape") onRename(null);
      }}
    />
  );
}
