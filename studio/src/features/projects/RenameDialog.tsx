import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import type { DocumentSummary } from "../../lib/contract";
import styles from "./ProjectsPage.module.css";
import { renameProject } from "./useProjects";

export function RenameDialog({ project, onClose }: { project: DocumentSummary; onClose: () => void }) {
  const [name, setName] = useState(project.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void renameProject(project.id, name.trim()).then(onClose);
  };
  return (
    <Dialog title="Rename show" open onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextField label="Name" value={name} autoFocus maxLength={120} onChange={(event) => setName(event.target.value)} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" disabled={!name.trim()}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
