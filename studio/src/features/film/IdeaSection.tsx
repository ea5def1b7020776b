import type { Episode } from "../../lib/film/contract";
import { useGhost } from "../../lib/film/ghosts";
import { setFields, useFilm } from "../../lib/film/session";
import { ASPECTS, MOODS, STYLES } from "../../lib/film/vocabulary";
import { Card } from "./Card";
import { EditableText } from "./EditableText";
import { Section } from "./Section";
import { WordSelect } from "./WordSelect";
import styles from "./idea.module.css";

export const LENGTHS = [15, 30, 45, 60, 90, 120, 180] as const;

const set = (part: Partial<Episode>, what: string): void => setFields("episode", "episode", part, `Change ${what}`);

/** What the film began with, and what holds for the whole of it. */
export function IdeaSection() {
  const episode = useFilm((state) => state.model.episode);
  const ghost = useGhost("episode", "episode");
  if (!episode) return null;
  const { idea, style, aspect, seconds, mood, voice } = episode;
  const lengths = [...new Set([...LENGTHS, seconds])].sort((a, b) => a - b).map(String);
  return (
    <Section station="idea" title="Idea">
      <Card collection="episode" id="episode" label="Idea" ghost={ghost}>
        <div className={styles.idea}>
          <EditableText
            label="The idea"
            className={styles.words}
            value={idea}
            maxLength={20_000}
            lines
            placeholder="Who does what, where and when?"
            onCommit={(text) => set({ idea: text }, "the idea")}
          />
          <div className={styles.options}>
            <WordSelect label="Style" words={STYLES} value={style} onPick={(word) => set({ style: word }, "the style")} />
            <WordSelect label="Shape" words={ASPECTS} value={aspect} onPick={(word) => set({ aspect: word }, "the shape")} />
            <WordSelect
              label="Length in seconds"
              words={lengths}
              value={String(seconds)}
              say={(length) => `${length} s`}
              onPick={(length) => set({ seconds: Number(length) }, "the length")}
            />
            <WordSelect label="Mood of the music" words={MOODS} value={mood} onPick={(word) => set({ mood: word }, "the music")} />
            <label className={styles.option}>
              <input type="checkbox" checked={voice} onChange={(event) => set({ voice: event.target.checked }, "the voice")} />
              Read aloud
            </label>
          </div>
        </div>
      </Card>
    </Section>
  );
}
