import { Dialog } from "../../components/Dialog";
import { IconButton } from "../../components/IconButton";
import type { Row, Shot } from "../../lib/film/contract";
import { inspect, select, useInspected } from "../../lib/film/selection";
import { useFilm } from "../../lib/film/session";
import { Picture } from "../../components/Picture";
import { ShotFields } from "./ShotFields";
import { usePictureUrl } from "./usePictures";
import { classes } from "../../components/classes";
import styles from "./inspector.module.css";

/** Every field of the shot that is opened, beside its picture. */
export function ShotInspector() {
  const id = useInspected();
  const shots = useFilm((state) => state.model.shots);
  const shot = shots.find((row) => row.id === id);
  if (!shot) return null;
  const close = () => {
    inspect(null);
    document.querySelector<HTMLElement>(`[data-card="shots/${shot.id}"]`)?.focus();
  };
  return (
    <Dialog title={`Shot ${shot.position + 1}`} open wide onClose={close}>
      <Opened key={shot.id} shot={shot} last={shots.length - 1} onGo={(by) => go(shots, shot, by)} />
    </Dialog>
  );
}

function go(shots: readonly Row<Shot>[], shot: Row<Shot>, by: 1 | -1): void {
  const next = shots[shot.position + by];
  if (!next) return;
  select("shots", next.id);
  inspect(next.id);
}

function Opened({ shot, last, onGo }: { shot: Row<Shot>; last: number; onGo: (by: 1 | -1) => void }) {
  const tall = useFilm((state) => state.model.episode?.aspect === "9:16");
  const url = usePictureUrl("shots", shot.id);
  return (
    <div className={classes(styles.inspector, tall && styles.tall)} data-testid="shot-inspector">
      <div className={styles.look}>
        <Picture src={url} alt={shot.visual_desc || `Shot ${shot.position + 1}`} tall={tall} />
        <div className={styles.ways}>
          <IconButton icon="left" label="The shot before" disabled={shot.position === 0} onClick={() => onGo(-1)} />
          <IconButton icon="right" label="The next shot" disabled={shot.position >= last} onClick={() => onGo(1)} />
        </div>
      </div>
      <ShotFields shot={shot} />
    </div>
  );
}
