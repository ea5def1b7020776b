import { ErrorNote } from "../../components/ErrorNote";
import { IconButton } from "../../components/IconButton";
import { Spinner } from "../../components/Spinner";
import { CheckpointForm } from "./CheckpointForm";
import { CheckpointRow, TransactionRow } from "./rows";
import styles from "./HistoryPanel.module.css";
import { usePast } from "./usePast";

/** What was done, by whom; and the checkpoints one can go back to. */
export function HistoryPanel({ documentId, onClose }: { documentId: string; onClose: () => void }) {
  const { past, problem, reload } = usePast(documentId);
  return (
    <aside className={styles.panel} aria-label="History" data-testid="history">
      <header className={styles.head}>
        <h2 style={{ font: "inherit" }}>History</h2>
        <IconButton icon="close" label="Close the history" onClick={onClose} />
      </header>
      <CheckpointForm documentId={documentId} onDone={reload} />
      <div className={styles.list}>
        {problem && <ErrorNote message={problem} action="Try again" onAction={reload} />}
        {!past && !problem && <Spinner label="Loading the history" />}
        {past && past.checkpoints.length > 0 && (
          <>
            <h3 className={styles.heading}>Checkpoints</h3>
            <ul>
              {past.checkpoints.map((checkpoint) => (
                <CheckpointRow key={`${checkpoint.revision}-${checkpoint.at_ms}`} checkpoint={checkpoint} />
              ))}
            </ul>
          </>
        )}
        {past && <h3 className={styles.heading}>Edits</h3>}
        {past?.transactions.length === 0 && <p className={styles.empty}>Nothing has been changed yet.</p>}
        <ol>
          {past?.transactions.map((past) => (
            <TransactionRow key={past.transaction.revision} past={past} />
          ))}
        </ol>
      </div>
    </aside>
  );
}
