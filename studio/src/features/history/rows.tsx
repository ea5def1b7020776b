import { Button } from "../../components/Button";
import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import type { IconName } from "../../components/icons";
import type { Author, Checkpoint, PastTransaction, TransactionKind } from "../../lib/contract";
import { useDocument, useOpenDocument } from "../../lib/document/open";
import { relativeTime } from "../../lib/relativeTime";
import styles from "./HistoryPanel.module.css";

const AUTHORS: Record<Author, { icon: IconName; name: string }> = {
  human: { icon: "person", name: "You" },
  copilot: { icon: "copilot", name: "Copilot" },
  import: { icon: "import", name: "Import" },
};

const KINDS: Record<TransactionKind, string> = { create: "", edit: "", undo: "Undo: ", redo: "Redo: ", restore: "" };

export function TransactionRow({ past: { transaction, undone } }: { past: PastTransaction }) {
  const { author, note, at_ms, kind } = transaction;
  const { icon, name } = AUTHORS[author] ?? AUTHORS.human;
  return (
    <li className={styles.row}>
      <span className={classes(styles.who, author === "copilot" && styles.copilot)} role="img" aria-label={name} title={name}>
        <Icon name={icon} size={14} />
      </span>
      <span className={classes(styles.note, undone && styles.undone)}>
        {note.startsWith("Undo") || note.startsWith("Redo") ? note : KINDS[kind] + note}
        {undone && <span className="visually-hidden"> (undone)</span>}
      </span>
      <Time atMs={at_ms} />
    </li>
  );
}

export function CheckpointRow({ checkpoint: { name, revision, at_ms } }: { checkpoint: Checkpoint }) {
  const { restore } = useOpenDocument();
  const present = useDocument((state) => state.revision === revision);
  return (
    <li className={styles.row}>
      <span className={styles.who}>
        <Icon name="flag" size={14} />
      </span>
      <span className={styles.note}>{name}</span>
      <Time atMs={at_ms} />
      <Button disabled={present} onClick={() => restore(revision)}>
        Restore
      </Button>
    </li>
  );
}

function Time({ atMs }: { atMs: number }) {
  return (
    <time className={styles.time} dateTime={new Date(atMs).toISOString()} title={new Date(atMs).toLocaleString("en")}>
      {relativeTime(atMs, Date.now())}
    </time>
  );
}
