import { type Proposed, withGhosts } from "../../lib/film/ghosts";
import type { Scene } from "../../lib/film/contract";
import { removed } from "../../lib/film/edits";
import { apply, film, setFields, useFilm } from "../../lib/film/session";
import { MOODS, SETTINGS, TIMES, WEATHERS } from "../../lib/film/vocabulary";
import { useGhosts } from "../../lib/proposals";
import { IconButton } from "../../components/IconButton";
import { AddCard } from "./AddCard";
import { Card } from "./Card";
import { CardPicture } from "./CardPicture";
import { EditableText } from "./EditableText";
import { Section } from "./Section";
import { WordSelect } from "./WordSelect";
import board from "./board.module.css";
import styles from "./cards.module.css";

/** Where and when the film happens. */
export function SceneSection() {
  const rows = useFilm((state) => state.model.scenes);
  const tall = useFilm((state) => state.model.episode?.aspect === "9:16");
  const scenes = withGhosts(rows, "scenes", useGhosts());
  if (!scenes.length) return null;
  return (
    <Section
      station="scenes"
      title="Scenes"
      facts={scenes.length === 1 ? "1 scene" : `${scenes.length} scenes`}
      actions={<AddCard collection="scenes" label="Add scene" />}
    >
      <div className={board.scenes}>
        {scenes.map((scene) => (
          <SceneCard key={scene.id} scene={scene} tall={tall} />
        ))}
      </div>
    </Section>
  );
}

function SceneCard({ scene, tall }: { scene: Proposed<Scene>; tall: boolean }) {
  const { id, ghost, name, position, description, atmosphere, setting, time, weather, mood } = scene;
  const set = (part: Partial<Scene>) => setFields("scenes", id, part, `Change ${name}`);
  return (
    <Card collection="scenes" id={id} label={`Scene ${position + 1}: ${name}`} ghost={ghost}>
      <CardPicture collection="scenes" id={id} ghost={ghost} alt={`${name}, drawn`} tall={tall} />
      <div className={styles.corner}>
        <IconButton
          small
          icon="trash"
          label={`Delete ${name} and its shots`}
          onClick={() => apply(removed(film(), "scenes", id, name))}
        />
      </div>
      <div className={styles.body}>
        <EditableText label="Name" className={styles.title} value={name} maxLength={80} required onCommit={(text) => set({ name: text })} />
        <div className={styles.row}>
          <WordSelect label="Setting" words={SETTINGS} value={setting} onPick={(word) => set({ setting: word })} />
          <WordSelect label="Time of day" words={TIMES} value={time} onPick={(word) => set({ time: word })} />
          <WordSelect label="Weather" words={WEATHERS} value={weather} onPick={(word) => set({ weather: word })} />
          <WordSelect label="Mood" words={MOODS} value={mood} onPick={(word) => set({ mood: word })} />
        </div>
        <EditableText
          label="Description"
          placeholder="What is there to see?"
          value={description}
          maxLength={1000}
          lines
          onCommit={(text) => set({ description: text })}
        />
        <EditableText
          label="Atmosphere"
          className={styles.prose}
          placeholder="How does it feel?"
          value={atmosphere}
          maxLength={1000}
          lines
          onCommit={(text) => set({ atmosphere: text })}
        />
      </div>
    </Card>
  );
}
