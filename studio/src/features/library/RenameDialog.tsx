import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import type { DocumentSummary } from "../../lib/contract";
import type { Kind } from "../../lib/kinds";
import styles from "./library.module.css";
import { renameDocument } from "./useDocuments";

export function RenameDialog({ kind, document, onClose }: { kind: Kind; document: DocumentSummary; onClose: () => void }) {
  const [name, setName] = useState(document.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void renameDocument(kind, document.id, name.trim()).then(onClose);
  };
  return (
    <Dialog title={`Rename ${kind.noun}`} open onClose={onClose}>
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
