import { classes } from "../../components/classes";
import { inWords } from "../../lib/film/vocabulary";
import styles from "./fields.module.css";

interface WordSelectProps<W extends string> {
  label: string;
  words: readonly W[];
  value: W;
  onPick: (word: W) => void;
  /** A word for "no choice of its own", whose value is "". */
  none?: string;
  /** How a word is written; capitalized if not said. */
  say?: (word: W) => string;
  className?: string | undefined;
}

/** One word of a closed set, as a pill. */
export function WordSelect<W extends string>({ label, words, value, onPick, none, say = inWords, className }: WordSelectProps<W>) {
  return (
    <select
      className={classes(styles.pill, className)}
      aria-label={label}
      title={label}
      value={value}
      onKeyDown={(event) => event.stopPropagation()}
      onChange={(event) => onPick(event.target.value as W)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {words.map((word) => (
        <option key={word} value={word}>
          {say(word)}
        </option>
      ))}
    </select>
  );
}
