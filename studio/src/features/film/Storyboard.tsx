import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { classes } from "../../components/classes";
import { shotAdded } from "../../lib/film/edits";
import { withGhosts } from "../../lib/film/ghosts";
import { inspect, select } from "../../lib/film/selection";
import { apply, film, useFilm } from "../../lib/film/session";
import { useGhosts } from "../../lib/proposals";
import { Panel } from "./Panel";
import { Section } from "./Section";
import styles from "./storyboard.module.css";

/** Puts a new shot after the one at `after` and opens it. */
export function addShot(after: number): void {
  const edit = shotAdded(film(), after);
  if (!edit) return;
  apply(edit);
  select("shots", edit.id);
  inspect(edit.id);
}

/** The film's shots as pictures, in the order in which they are seen. */
export function Storyboard() {
  const rows = useFilm((state) => state.model.shots);
  const tall = useFilm((state) => state.model.episode?.aspect === "9:16");
  const scenes = useFilm((state) => state.model.scenes);
  const shots = withGhosts(rows, "shots", useGhosts());
  if (!shots.length) return null;
  const names = new Map(scenes.map(({ id, name }) => [id, name]));
  const seconds = rows.reduce((sum, shot) => sum + shot.seconds, 0);
  return (
    <Section
      station="storyboard"
      title="Storyboard"
      facts={`${rows.length} ${rows.length === 1 ? "shot" : "shots"} · ${Math.round(seconds)} s`}
      actions={
        <Button onClick={() => addShot(film().shots.length - 1)}>
          <Icon name="add" size={14} />
          Add shot
        </Button>
      }
    >
      <ol className={classes(styles.grid, tall && styles.tall)}>
        {shots.map((shot) => (
          <li key={shot.id}>
            <Panel shot={shot} tall={tall} scene={names.get(shot.scene) ?? ""} last={rows.length - 1} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
