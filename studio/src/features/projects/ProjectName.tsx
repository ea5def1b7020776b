import { useState } from "react";
import { model, useShow } from "../../lib/document/store";
import { showRenamed } from "../../lib/editing/balls";
import { apply } from "../../lib/editing/draft";
import styles from "./ProjectName.module.css";

/** The show's name in the top bar; a click makes it editable. */
export function ProjectName() {
  const name = useShow((state) => state.model.project?.name ?? state.name);
  const [editing, setEditing] = useState(false);
  const commit = (text: string) => {
    setEditing(false);
    const wanted = text.trim();
    if (!wanted || wanted === name) return;
    const { note, changes } = showRenamed(model(), wanted);
    apply(note, changes);
  };
  if (!editing) {
    return (
      <button type="button" className={styles.name} title="Rename the show" data-testid="project-name" onClick={() => setEditing(true)}>
        {name}
      </button>
    );
  }
  return (
    <input
      className={styles.name}
      aria-label="Name of the show"
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
