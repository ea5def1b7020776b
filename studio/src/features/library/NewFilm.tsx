import { type FormEvent, type KeyboardEvent, type RefObject, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { FilmOptions, type Options } from "./FilmOptions";
import styles from "./newFilm.module.css";
import { useBeginning } from "./useBeginning";

const EXAMPLES = [
  "A lighthouse keeper befriends a storm",
  "A small robot waters the last flower on Mars",
  "A cat delivers letters across the rooftops at night",
];
const HINTS = { idea: EXAMPLES[0], script: "Paste the script: who does and says what, scene by scene" };
const USUAL: Options = { mode: "idea", style: "cinematic", aspect: "16:9", seconds: 30 };

interface NewFilmProps {
  input: RefObject<HTMLTextAreaElement | null>;
  onCreated: (id: string) => void;
}

/** One sentence, and how it should look: that is all a film begins with. */
export function NewFilm({ input, onCreated }: NewFilmProps) {
  const [idea, setIdea] = useState("");
  const [options, setOptions] = useState(USUAL);
  const { busy, problem, begin } = useBeginning(onCreated);
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    begin({ idea: idea.trim(), ...options });
  };
  const pressed = (event: KeyboardEvent) => {
    const ends = event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;
    if (ends && options.mode === "idea") submit(event);
  };
  return (
    <form className={styles.form} aria-label="New film" data-testid="new-film" onSubmit={submit}>
      <h1 className={styles.question}>What is your film about?</h1>
      <div className={styles.box}>
        <textarea
          ref={input}
          aria-label="The idea"
          data-testid="film-idea"
          placeholder={HINTS[options.mode]}
          rows={2}
          maxLength={20_000}
          value={idea}
          onChange={(event) => setIdea(event.target.value)}
          onKeyDown={pressed}
        />
        <div className={styles.options}>
          <FilmOptions options={options} onChange={setOptions} />
          <Button type="submit" tone="primary" className={styles.begin} disabled={busy || !idea.trim()}>
            {busy ? "Beginning…" : "Begin"}
            <Icon name="right" size={14} />
          </Button>
        </div>
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <Examples onChoose={setIdea} />
    </form>
  );
}

function Examples({ onChoose }: { onChoose: (idea: string) => void }) {
  return (
    <ul className={styles.examples} aria-label="Examples">
      {EXAMPLES.map((example) => (
        <li key={example}>
          <button type="button" onClick={() => onChoose(example)}>
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}
