import { classes } from "../../components/classes";
import { IconButton } from "../../components/IconButton";
import { answeredInstead, answerText, changedSomething, spendingOf, standingOf } from "../../lib/conversationTurn";
import type { Turn } from "../../lib/conversationView";
import { useChatActions } from "./actions";
import { copyText } from "./copyText";
import { spending } from "./format";
import { TurnUndo } from "./TurnUndo";
import styles from "./turn.module.css";

function Spent({ turn }: { turn: Turn }) {
  const { inspect } = useChatActions();
  const spent = spendingOf(turn);
  const something = spent !== null && spent.tokens > 0;
  if (!something && turn.contexts.length === 0) return null;
  return (
    <button
      type="button"
      className={styles.spent}
      data-testid="context-inspect"
      title="What the model was told"
      onClick={() => inspect(turn)}
    >
      {something ? <span data-testid="turn-usage">{spending(spent)}</span> : "Context"}
    </button>
  );
}

/** How the turn stands, what it cost, and what can still be done with it. */
export function TurnFoot({ turn, undone, newest }: { turn: Turn; undone: boolean; newest: boolean }) {
  const { resend } = useChatActions();
  const { label, tone } = standingOf(turn, undone);
  const instead = answeredInstead(turn);
  const ended = turn.end !== null;
  const text = answerText(turn);
  const canRetry = ended && newest && turn.end?.type !== "response_error";
  return (
    <footer className={styles.foot}>
      <span className={classes(styles.standing, styles[tone])} data-testid="turn-state">
        {label}
      </span>
      {instead && <span data-testid="answered-instead">by {instead}</span>}
      <Spent turn={turn} />
      {ended && (
        <span className={styles.tools}>
          {text !== "" && (
            <IconButton icon="copy" label="Copy the answer" small onClick={() => void copyText(text)} />
          )}
          {canRetry && (
            <IconButton icon="restore" label="Ask this again" small onClick={() => resend(turn)} />
          )}
        </span>
      )}
      {ended && changedSomething(turn) && <TurnUndo runId={turn.runId} undone={undone} />}
    </footer>
  );
}
