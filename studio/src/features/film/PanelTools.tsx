import { IconButton } from "../../components/IconButton";
import type { Row, Shot } from "../../lib/film/contract";
import { removed, shotDuplicated, shotMoved } from "../../lib/film/edits";
import { inspect } from "../../lib/film/selection";
import { apply, film } from "../../lib/film/session";
import styles from "./storyboard.module.css";

/** What can be done with a shot where it stands. */
export function PanelTools({ shot, last }: { shot: Row<Shot>; last: number }) {
  const { id, position } = shot;
  const number = position + 1;
  return (
    <div className={styles.tools}>
      <IconButton small icon="left" label={`Move shot ${number} earlier`} hint="Alt ←" disabled={position === 0} onClick={() => apply(shotMoved(film(), id, position - 1))} />
      <IconButton small icon="right" label={`Move shot ${number} later`} hint="Alt →" disabled={position >= last} onClick={() => apply(shotMoved(film(), id, position + 1))} />
      <IconButton small icon="rename" label={`Open shot ${number}`} hint="Enter" onClick={() => inspect(id)} />
      <IconButton small icon="copy" label={`Duplicate shot ${number}`} hint="Ctrl D" onClick={() => apply(shotDuplicated(film(), shot))} />
      <IconButton small icon="trash" label={`Delete shot ${number}`} hint="Delete" onClick={() => apply(removed(film(), "shots", id, `shot ${number}`))} />
    </div>
  );
}
