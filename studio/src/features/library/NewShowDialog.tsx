import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { createShow } from "../../lib/api";
import { sentence } from "../../lib/http";
import styles from "./library.module.css";

const BALLS = Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }));

export function NewShowDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const [name, setName] = useState("");
  const [balls, setBalls] = useState("3");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    createShow(name.trim(), Number(balls)).then(
      ({ id }) => onCreated(id),
      (error: unknown) => setProblem(sentence(error)),
    );
  };
  return (
    <Dialog title="New show" open onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextField label="Name" value={name} error={problem} autoFocus maxLength={120} onChange={(event) => setName(event.target.value)} />
        <Select label="Balls" options={BALLS} value={balls} onChange={(event) => setBalls(event.target.value)} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" disabled={!name.trim()}>
            Create
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
