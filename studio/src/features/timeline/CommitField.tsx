import { useEffect, useState } from "react";
import { TextField } from "../../components/TextField";

interface CommitFieldProps<T> {
  label: string;
  value: T;
  format: (value: T) => string;
  /** The value of a text, or the sentence that says what is wrong with it. */
  parse: (text: string) => { value: T } | { problem: string };
  onCommit: (value: T) => void;
}

/** A text field that commits on Enter or when it is left, and only a value that holds. */
export function CommitField<T>({ label, value, format, parse, onCommit }: CommitFieldProps<T>) {
  const shown = format(value);
  const [text, setText] = useState(shown);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setText(shown);
    setProblem(null);
  }, [shown]);
  const commit = () => {
    if (text === shown) return;
    const outcome = parse(text);
    if ("problem" in outcome) setProblem(outcome.problem);
    else {
      setText(format(outcome.value));
      setProblem(null);
      onCommit(outcome.value);
    }
  };
  return (
    <TextField
      label={label}
      value={text}
      error={problem}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}
