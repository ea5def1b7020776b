import { Button } from "../../components/Button";
import type { ConversationState } from "../../lib/conversationStore";
import type { Models } from "./useModels";
import type { Sending } from "./useSending";
import styles from "./chat.module.css";

type Props = { state: ConversationState; sending: Sending; models: Models; running: boolean };

function connectionNote({ connection, loadError, loaded }: ConversationState, running: boolean): string | null {
  if (loadError !== null) return loadError;
  if (connection === "gone") return "This conversation is no longer on the server. Start a new chat.";
  if (connection !== "lost" || !loaded) return null;
  return running
    ? "Connection lost while the answer was coming. Reconnecting; nothing that was shown is lost."
    : "Connection lost. Reconnecting…";
}

/** What stands in the way at the moment, above the input. */
export function ChatNotes({ state, sending, models, running }: Props) {
  const connection = connectionNote(state, running);
  return (
    <>
      {connection && (
        <p className={styles.note} role="status" data-testid="connection">
          {connection}
        </p>
      )}
      {models.error && !connection && (
        <p className={styles.note} role="status">
          The list of models could not be read: {models.error}
          <Button onClick={models.reload}>Try again</Button>
        </p>
      )}
      {sending.refused && (
        <div className={styles.refused} data-testid="refused">
          <span role="alert">{sending.refused}</span>
          <Button tone="quiet" onClick={sending.dismiss}>
            Dismiss
          </Button>
        </div>
      )}
    </>
  );
}
