import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import type { Turn } from "../../lib/conversationView";
import type { ResponseError } from "../../lib/events";
import { type ChatActions, useChatActions } from "./actions";
import styles from "./turn.module.css";

/** Whole seconds until `deadlineMs`; 0 when it has passed. */
function useSecondsUntil(deadlineMs: number): number {
  const left = () => Math.max(0, Math.ceil((deadlineMs - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => {
      setSeconds(left());
      if (Date.now() >= deadlineMs) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [deadlineMs]);
  return seconds;
}

type Way = { label: string; run: () => void };

function wayOut(turn: Turn, error: ResponseError, actions: ChatActions): Way | null {
  switch (error.recovery) {
    case "retry":
    case "wait":
      return { label: "Try again", run: () => actions.resend(turn) };
    case "check_key":
      return { label: "How to set the key", run: () => actions.showKeyHelp(error.provider) };
    case "change_model":
      return { label: "Choose another model", run: actions.focusModel };
    case "shorten":
      return { label: "Write a shorter message", run: actions.focusInput };
    default:
      return null;
  }
}

/** A failure as one plain sentence with one way out. Only the newest is announced. */
export function TurnError({ turn, error, newest }: { turn: Turn; error: ResponseError; newest: boolean }) {
  const actions = useChatActions();
  const way = wayOut(turn, error, actions);
  const wait = error.recovery === "wait" ? (error.retry_after ?? 0) * 1000 : 0;
  const seconds = useSecondsUntil(turn.endMs + wait);
  const waiting = wait > 0 && seconds > 0;
  return (
    <div className={styles.error} data-testid="error">
      <p role={newest ? "alert" : undefined}>{error.message}</p>
      {way && newest && (
        <Button data-testid="recovery" disabled={waiting} onClick={way.run}>
          {waiting ? `Try again in ${seconds} s` : way.label}
        </Button>
      )}
    </div>
  );
}
