import { useState } from "react";
import { useDocument, useOpenDocument } from "../../lib/document/open";
import { type Kind, nameIn, renamed } from "../../lib/kinds";
import styles from "./DocumentName.module.css";

/** The open document's name in the top bar; a click makes it editable. */
export function DocumentName({ kind }: { kind: Kind }) {
  const { edit, store } = useOpenDocument();
  const name = useDocument((state) => nameIn(kind, state.model) ?? state.name);
  const [editing, setEditing] = useState(false);
  const commit = (text: string) => {
    setEditing(false);
    const wanted = text.trim();
    if (!wanted || wanted === name) return;
    const { note, changes } = renamed(kind, store.getState().model, wanted);
    edit(note, changes);
  };
  if (!editing) {
    return (
      <button type="button" className={styles.name} title={`Rename the ${kind.noun}`} data-testid="project-name" onClick={() => setEditing(true)}>
        {name}
      </button>
    );
  }
  return (
    <input
      className={styles.name}
      aria-label={`Name of the ${kind.noun}`}
      data-testid="project-name"
      defaultValue={name}
      autoFocus
      maxLength={120}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => commit(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit(event.currentTarget.value);
        if (event.key === "Escape") setEditing(false);
      }}
    />
  );
}
