import { Icon } from "../../components/Icon";
import { inWords } from "../../lib/film/vocabulary";
import styles from "./fields.module.css";

interface ChipsProps<W extends string> {
  /** What the words are together: "Features". */
  label: string;
  chosen: readonly W[];
  /** What can still be added. */
  words: readonly W[];
  most: number;
  onChange: (chosen: readonly W[]) => void;
}

/** Several words of a closed set: each can be taken away, others added. */
export function Chips<W extends string>({ label, chosen, words, most, onChange }: ChipsProps<W>) {
  const left = words.filter((word) => !chosen.includes(word));
  return (
    <div className={styles.chips} role="group" aria-label={label}>
      {chosen.map((word) => (
        <button
          key={word}
          type="button"
          className={styles.chip}
          aria-label={`Remove ${word}`}
          title={`Remove ${word}`}
          onClick={() => onChange(chosen.filter((other) => other !== word))}
        >
          {inWords(word)}
          <Icon name="close" size={10} />
        </button>
      ))}
      {chosen.length < most && left.length > 0 && (
        <select
          className={styles.add}
          aria-label={`Add to ${label.toLowerCase()}`}
          value=""
          onKeyDown={(event) => event.stopPropagation()}
          onChange={(event) => onChange([...chosen, event.target.value as W])}
        >
          <option value="">Add…</option>
          {left.map((word) => (
            <option key={word} value={word}>
              {inWords(word)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
