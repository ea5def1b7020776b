import { memo } from "react";
import type { Turn } from "../../lib/conversationView";
import { TurnBlock } from "./TurnBlock";
import { TurnError } from "./TurnError";
import { TurnFoot } from "./TurnFoot";
import styles from "./turn.module.css";

export function UserText({ text }: { text: string }) {
  return (
    <div className={styles.user}>
      <span className="visually-hidden">You: </span>
      <p>{text}</p>
    </div>
  );
}

type Props = { turn: Turn; undone: boolean; newest: boolean };

/** A message and everything that was answered to it. */
export const TurnView = memo(function TurnView({ turn, undone, newest }: Props) {
  const error = turn.end?.type === "response_error" ? turn.end : null;
  return (
    <article className={styles.turn} data-testid="turn" data-run={turn.runId} data-phase={turn.phase}>
      <UserText text={turn.message.text} />
      {turn.blocks.map((block, index) => (
        <TurnBlock key={index} block={block} turn={turn} last={index === turn.blocks.length - 1} />
      ))}
      {error && <TurnError turn={turn} error={error} newest={newest} />}
      <TurnFoot turn={turn} undone={undone} newest={newest} />
    </article>
  );
});
