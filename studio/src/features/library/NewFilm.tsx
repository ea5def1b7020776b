import { type FormEvent, type KeyboardEvent, type RefObject, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { createFilm, type NewFilm as Wanted } from "../../lib/film/filmApi";
import { sentence } from "../../lib/http";
import styles from "./newFilm.module.css";

const EXAMPLES = [
  "A lighthouse keeper befriends a storm",
  "A small robot waters the last flower on Mars",
  "A cat delivers letters across the rooftops at night",
];
const MODES = [
  { value: "idea", label: "From an idea" },
  { value: "script", label: "From a script" },
] as const;
const STYLE_CHOICES = [
  { value: "cinematic", label: "Cinematic" },
  { value: "anime", label: "Anime" },
  { value: "realistic", label: "Realistic" },
] as const;
const SHAPES = [
  { value: "16:9", label: "Wide 16:9" },
  { value: "9:16", label: "Tall 9:16" },
] as const;
const LENGTHS = [15, 30, 45, 60, 90].map((seconds) => ({ value: seconds, label: `${seconds} s` }));

type Options = Omit<Wanted, "idea">;

interface NewFilmProps {
  input: RefObject<HTMLTextAreaElement | null>;
  onCreated: (id: string) => void;
}

/** One sentence, and how it should look: that is all a film begins with. */
export function NewFilm({ input, onCreated }: NewFilmProps) {
  const [idea, setIdea] = useState("");
  const [options, setOptions] = useState<Options>({ mode: "idea", style: "cinematic", aspect: "16:9", seconds: 30 });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = () => {
    if (busy || !idea.trim()) return;
    setBusy(true);
    setProblem(null);
    createFilm({ idea: idea.trim(), ...options }).then(
      ({ id }) => onCreated(id),
      (error: unknown) => {
        setProblem(sentence(error));
        setBusy(false);
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    begin();
  };
  return (
    <form className={styles.form} aria-label="New film" data-testid="new-film" onSubmit={submit}>
      <h1 className={styles.question}>What is your film about?</h1>
      <div className={styles.box}>
        <textarea
          ref={input}
          aria-label="The idea"
          data-testid="film-idea"
          placeholder={options.mode === "idea" ? EXAMPLES[0] : "Paste the script: who does and says what, scene by scene"}
          rows={2}
          maxLength={20_000}
          value={idea}
          onChange={(event) => setIdea(event.target.value)}
          onKeyDown={pressed}
        />
        <div className={styles.options}>
          <Choice label="Begins with" choices={MODES} value={options.mode} onPick={(mode) => setOptions({ ...options, mode })} />
          <Choice label="Style" choices={STYLE_CHOICES} value={options.style} onPick={(style) => setOptions({ ...options, style })} />
          <Choice label="Shape" choices={SHAPES} value={options.aspect} onPick={(aspect) => setOptions({ ...options, aspect })} />
          <Choice label="Length" choices={LENGTHS} value={options.seconds} onPick={(seconds) => setOptions({ ...options, seconds })} />
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
      <ul className={styles.examples} aria-label="Examples">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <button type="button" onClick={() => setIdea(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

interface ChoiceProps<V extends string | number> {
  label: string;
  choices: readonly { readonly value: V; readonly label: string }[];
  value: V;
  onPick: (value: V) => void;
}

function Choice<V extends string | number>({ label, choices, value, onPick }: ChoiceProps<V>) {
  const pick = (text: string) => {
    const chosen = choices.find((choice) => String(choice.value) === text);
    if (chosen) onPick(chosen.value);
  };
  return (
    <select aria-label={label} title={label} value={String(value)} onChange={(event) => pick(event.target.value)}>
      {choices.map((choice) => (
        <option key={choice.value} value={String(choice.value)}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
