import { useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { postRedoTurn, postUndoTurn } from "../../lib/conversationApi";
import { ApiError, sentence } from "../../lib/http";
import styles from "./turn.module.css";

type Refusal = { message: string; conflicts: string[] };

function refusalOf(error: unknown): Refusal {
  const listed = error instanceof ApiError ? error.details.conflicts : undefined;
  const conflicts = Array.isArray(listed) ? listed.filter((line) => typeof line === "string") : [];
  return { message: sentence(error), conflicts };
}

/** Takes the turn's changes back as one step, or brings them again. */
export function TurnUndo({ runId, undone }: { runId: string; undone: boolean }) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const run = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      await (undone ? postRedoTurn(runId) : postUndoTurn(runId));
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        tone="quiet"
        className={styles.undo}
        data-testid={undone ? "redo-turn" : "undo-turn"}
        disabled={busy}
        onClick={() => void run()}
      >
        <Icon name={undone ? "redo" : "undo"} size={13} />
        {undone ? "Redo this turn" : "Undo this turn"}
      </Button>
      {refusal && (
        <div className={styles.conflicts} role="alert">
          <p>{refusal.message}</p>
          {refusal.conflicts.length > 0 && (
            <ul>
              {refusal.conflicts.map((conflict) => (
                <li key={conflict}>{conflict}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}
