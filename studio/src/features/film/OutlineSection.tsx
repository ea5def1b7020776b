import type { Outline } from "../../lib/film/contract";
import { useGhost } from "../../lib/film/ghosts";
import { setFields, useFilm } from "../../lib/film/session";
import { Icon } from "../../components/Icon";
import { Card } from "./Card";
import { EditableText } from "./EditableText";
import { Section } from "./Section";
import cards from "./cards.module.css";
import styles from "./outline.module.css";

const LONGEST_SYNOPSIS = 300;
const LONGEST_ACT = 200;

const set = (part: Partial<Outline>, what: string): void => setFields("outline", "outline", part, `Change ${what}`);

/** What the film tells: its story in short, act by act. */
export function OutlineSection() {
  const present = useFilm((state) => state.model.outline);
  const title = useFilm((state) => state.model.episode?.title ?? "");
  const ghost = useGhost("outline", "outline");
  const renamed = useGhost("episode", "episode")?.after?.title;
  const outline = present ?? (ghost?.after as Outline | null | undefined) ?? null;
  if (!outline) return null;
  return (
    <Section station="outline" title="Outline" facts={outline.genre}>
      <Card collection="outline" id="outline" label="Outline" ghost={ghost}>
        <div className={styles.outline}>
          <EditableText
            label="Title"
            className={styles.title}
            value={!present && typeof renamed === "string" ? renamed : title}
            maxLength={120}
            required
            onCommit={(text) => setFields("episode", "episode", { title: text }, `Rename the film to ${text}`)}
          />
          <EditableText
            label="Synopsis"
            className={styles.synopsis}
            value={outline.synopsis}
            maxLength={LONGEST_SYNOPSIS}
            lines
            placeholder="What the film is about"
            onCommit={(synopsis) => set({ synopsis }, "the synopsis")}
          />
          <Acts outline={outline} />
          <Highlights outline={outline} />
          {outline.refined && (
            <p className={styles.refined}>
              <Icon name="insight" size={15} />
              <span>{outline.refined}</span>
            </p>
          )}
        </div>
      </Card>
    </Section>
  );
}

function Acts({ outline }: { outline: Outline }) {
  const { plot_summary } = outline;
  const put = (index: number, part: object, what: string) =>
    set({ plot_summary: plot_summary.map((act, at) => (at === index ? { ...act, ...part } : act)) }, what);
  return (
    <ol className={styles.acts}>
      {plot_summary.map(({ act, description }, index) => (
        <li key={index}>
          <EditableText
            label={`Name of act ${index + 1}`}
            className={styles.act}
            value={act}
            maxLength={80}
            required
            onCommit={(name) => put(index, { act: name }, `the name of act ${index + 1}`)}
          />
          <EditableText
            label={`Act ${index + 1}`}
            className={cards.prose}
            value={description}
            maxLength={LONGEST_ACT}
            lines
            onCommit={(text) => put(index, { description: text }, `act ${index + 1}`)}
          />
        </li>
      ))}
    </ol>
  );
}

function Highlights({ outline }: { outline: Outline }) {
  const { highlights } = outline;
  if (!highlights.length) return null;
  const put = (index: number, text: string) => {
    const changed = highlights.map((line, at) => (at === index ? text : line));
    set({ highlights: changed.filter(Boolean) }, "the highlights");
  };
  return (
    <ul className={styles.highlights} aria-label="Highlights">
      {highlights.map((line, index) => (
        <li key={index}>
          <Icon name="copilot" size={12} />
          <EditableText label={`Highlight ${index + 1}`} value={line} maxLength={200} onCommit={(text) => put(index, text)} />
        </li>
      ))}
    </ul>
  );
}
