import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { keepFocus } from "../../components/keepFocus";
import { model, useShow } from "../../lib/show/session";
import { ballAdded } from "../../lib/editing/balls";
import { apply } from "../../lib/editing/draft";
import { useView } from "../../lib/view";
import { LaneHeader } from "./LaneHeader";
import styles from "./LaneHeaders.module.css";
import { WAVE } from "./layout";
import { SongHeader } from "./SongHeader";
import { useLayout } from "./useLayout";

export function LaneHeaders({ onLoadSong }: { onLoadSong: () => void }) {
  const balls = useShow((state) => state.model.timelines);
  const scrollY = useView((state) => state.scrollY);
  const layout = useLayout();
  return (
    <div className={styles.column} onMouseDown={keepFocus}>
      <div className={styles.song} style={{ height: layout.lanes, paddingTop: layout.lanes - WAVE }}>
        <SongHeader onLoadSong={onLoadSong} height={WAVE} />
      </div>
      <ul aria-label="Balls" style={{ transform: `translateY(${-scrollY}px)` }}>
        {balls.map((ball) => (
          <LaneHeader key={ball.id} ball={ball} height={layout.laneHeight} only={balls.length === 1} />
        ))}
        <li className={styles.add}>
          <Button tone="quiet" onClick={addBall}>
            <Icon name="add" size={14} />
            Add ball
          </Button>
        </li>
      </ul>
    </div>
  );
}

function addBall(): void {
  const { note, changes } = ballAdded(model());
  apply(note, changes);
}
