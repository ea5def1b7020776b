import { useId, useState } from "react";
import { fromHex, isColour, toHex } from "./colour";
import { readable } from "./format";
import styles from "./edit.module.css";

type FieldProps = { id: string; name: string; value: unknown; onChange: (value: unknown) => void };

function ColourField({ id, name, value, onChange }: FieldProps) {
  if (!isColour(name, value)) return null;
  return (
    <span className={styles.colour}>
      <input id={id} type="color" value={toHex(value)} onChange={({ target }) => onChange(fromHex(target.value))} />
      <span>{value.join(", ")}</span>
    </span>
  );
}

function NumberField({ id, value, onChange }: FieldProps) {
  const [text, setText] = useState(String(value));
  return (
    <input
      id={id}
      type="number"
      step="any"
      value={text}
      aria-invalid={text === "" || undefined}
      onChange={({ target }) => {
        setText(target.value);
        if (target.value !== "") onChange(target.valueAsNumber);
      }}
    />
  );
}

/** What is no scalar is edited as JSON; unreadable JSON is marked and not taken. */
function JsonField({ id, value, onChange }: FieldProps) {
  const [text, setText] = useState(() => JSON.stringify(value));
  const [problem, setProblem] = useState(false);
  return (
    <>
      <textarea
        id={id}
        rows={Math.min(6, Math.ceil(text.length / 38))}
        value={text}
        aria-invalid={problem || undefined}
        spellCheck={false}
        onChange={({ target }) => {
          setText(target.value);
          try {
            onChange(JSON.parse(target.value));
            setProblem(false);
          } catch {
            setProblem(true);
          }
        }}
      />
      {problem && <span className={styles.problem}>This is not valid JSON yet.</span>}
    </>
  );
}

function Control(props: FieldProps) {
  const { id, name, value, onChange } = props;
  if (isColour(name, value)) return <ColourField {...props} />;
  if (typeof value === "number") return <NumberField {...props} />;
  if (typeof value === "string")
    return <input id={id} value={value} onChange={({ target }) => onChange(target.value)} />;
  if (typeof value === "boolean")
    return (
      <input
        id={id}
        type="checkbox"
        checked={value}
        onChange={({ target }) => onChange(target.checked)}
      />
    );
  return <JsonField {...props} />;
}

export function EditField(props: Omit<FieldProps, "id">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} title={props.name}>
        {readable(props.name)}
      </label>
      <Control id={id} {...props} />
    </div>
  );
}
