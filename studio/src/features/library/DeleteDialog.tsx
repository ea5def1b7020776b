import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { DocumentSummary } from "../../lib/contract";
import type { Kind } from "../../lib/kinds";
import styles from "./library.module.css";
import { removeDocument } from "./useDocuments";

export function DeleteDialog({ kind, document, onClose }: { kind: Kind; document: DocumentSummary; onClose: () => void }) {
  const way = kind.file ? " Export it first to keep a copy." : "";
  return (
    <Dialog title={`Delete “${document.name}”?`} open onClose={onClose}>
      <div className={styles.form}>
        <p>
          The {kind.noun}, its history and its conversations go away. This cannot be undone.{way}
        </p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" onClick={() => void removeDocument(document.id).then(onClose)}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
