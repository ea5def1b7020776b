import { type Proposed, withGhosts } from "../../lib/film/ghosts";
import type { Character } from "../../lib/film/contract";
import { removed } from "../../lib/film/edits";
import { apply, film, setFields, useFilm } from "../../lib/film/session";
import { ELEMENTS, FEATURES, FIGURES, ROLES } from "../../lib/film/vocabulary";
import { useGhosts } from "../../lib/proposals";
import { ColorInput } from "../../components/ColorInput";
import { IconButton } from "../../components/IconButton";
import { AddCard } from "./AddCard";
import { Card } from "./Card";
import { CardPicture } from "./CardPicture";
import { Chips } from "./Chips";
import { EditableText } from "./EditableText";
import { Section } from "./Section";
import { WordSelect } from "./WordSelect";
import board from "./board.module.css";
import styles from "./cards.module.css";

const MOST_FEATURES = 6;
const MOST_TRAITS = 8;
const COLOR_NAMES = ["Body", "Clothes", "Accent"];

/** Who is in the film. */
export function CastSection() {
  const rows = useFilm((state) => state.model.characters);
  const ghosts = useGhosts();
  const cast = withGhosts(rows, "characters", ghosts);
  if (!cast.length) return null;
  return (
    <Section
      station="characters"
      title="Cast"
      facts={cast.length === 1 ? "1 character" : `${cast.length} characters`}
      actions={<AddCard collection="characters" label="Add character" />}
    >
      <div className={board.cast}>
        {cast.map((character) => (
          <CharacterCard key={character.id} character={character} />
        ))}
      </div>
    </Section>
  );
}

function CharacterCard({ character }: { character: Proposed<Character> }) {
  const { id, ghost, name, role, description, personality, colors } = character;
  const set = (part: Partial<Character>) => setFields("characters", id, part, `Change ${name}`);
  const traits = (text: string) =>
    text.split(",").map((trait) => trait.trim()).filter(Boolean).slice(0, MOST_TRAITS);
  return (
    <Card collection="characters" id={id} label={name} ghost={ghost}>
      <CardPicture collection="characters" id={id} ghost={ghost} alt={`${name}, drawn`} />
      <div className={styles.corner}>
        <IconButton small icon="trash" label={`Delete ${name}`} onClick={() => apply(removed(film(), "characters", id, name))} />
      </div>
      <div className={styles.body}>
        <EditableText label="Name" className={styles.title} value={name} maxLength={80} required onCommit={(text) => set({ name: text })} />
        <div className={styles.row}>
          <WordSelect label="Role" words={ROLES} value={role} onPick={(word) => set({ role: word })} />
          {colors.map((color, index) => (
            <span key={index} className={styles.swatch} style={{ background: color }} title={COLOR_NAMES[index]} />
          ))}
        </div>
        <EditableText
          label="Personality, separated by commas"
          placeholder="What kind of person?"
          value={personality.join(", ")}
          maxLength={480}
          onCommit={(text) => set({ personality: traits(text) })}
        />
        <EditableText
          label="Description"
          className={styles.prose}
          placeholder="Who is this?"
          value={description}
          maxLength={1000}
          lines
          onCommit={(text) => set({ description: text })}
        />
        <Looks character={character} set={set} />
      </div>
    </Card>
  );
}

/** How a character is drawn. */
function Looks({ character, set }: { character: Character; set: (part: Partial<Character>) => void }) {
  const { figure, element, features, colors, appearance } = character;
  const recolored = (at: number, hex: string) =>
    colors.map((color, index) => (index === at ? hex : color)) as unknown as Character["colors"];
  return (
    <details className={styles.more} onKeyDown={(event) => event.stopPropagation()}>
      <summary>Look</summary>
      <div className={styles.details}>
        <EditableText
          label="Appearance"
          placeholder="How does the character look?"
          value={appearance}
          maxLength={1000}
          lines
          onCommit={(text) => set({ appearance: text })}
        />
        <div className={styles.row}>
          <WordSelect label="Figure" words={FIGURES} value={figure} onPick={(word) => set({ figure: word })} />
          {figure === "thing" && (
            <WordSelect label="Thing" words={ELEMENTS} value={element ?? "gift"} onPick={(word) => set({ element: word })} />
          )}
          {colors.map((color, index) => (
            <ColorInput
              key={index}
              label={COLOR_NAMES[index] ?? "Color"}
              value={color}
              onPick={(hex) => set({ colors: recolored(index, hex) })}
            />
          ))}
        </div>
        <Chips label="Features" chosen={features} words={FEATURES} most={MOST_FEATURES} onChange={(chosen) => set({ features: chosen })} />
      </div>
    </details>
  );
}
