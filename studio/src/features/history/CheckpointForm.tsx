import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { TextField } from "../../components/TextField";
import { postCheckpoint } from "../../lib/api";
import { sentence } from "../../lib/http";
import { toast } from "../../lib/toasts";
import styles from "./HistoryPanel.module.css";

export function CheckpointForm({ documentId, onDone }: { documentId: string; onDone: () => void }) {
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    postCheckpoint(documentId, name.trim()).then(
      () => {
        setName("");
        onDone();
      },
      (error: unknown) => toast(sentence(error)),
    );
  };
  return (
    <form className={styles.checkpoint} onSubmit={submit}>
      <TextField label="New checkpoint" placeholder="A name for this version" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" disabled={!name.trim()}>
        Save
      </Button>
    </form>
  );
}
