import { memo } from "react";
import type { Turn } from "../../lib/conversationView";
import type { UserMessage } from "../../lib/events";
import { addressOfPicture } from "../../lib/pictures";
import { TurnBlock } from "./TurnBlock";
import { TurnError } from "./TurnError";
import { TurnFoot } from "./TurnFoot";
import styles from "./turn.module.css";

type Shown = { text: string; media?: UserMessage["media"] };

export function UserText({ text, media = [] }: Shown) {
  const pictures = media.filter(({ media_type, data }) => media_type.startsWith("image/") && data);
  return (
    <div className={styles.user}>
      <span className="visually-hidden">You: </span>
      {pictures.length > 0 && (
        <div className={styles.shown}>
          {pictures.map((picture, index) => (
            <img key={index} src={addressOfPicture(picture)} alt={picture.name || `Picture ${index + 1}`} />
          ))}
        </div>
      )}
      <p>{text}</p>
    </div>
  );
}

/** What was begun outside of the chat, told in its middle. */
function WorkAside({ turn }: { turn: Turn }) {
  return (
    <div className={styles.aside} role="note" aria-label="Work on the document" data-testid="aside">
      {turn.blocks.map((block, index) => (
        <TurnBlock key={index} block={block} turn={turn} last={false} />
      ))}
    </div>
  );
}

type Props = { turn: Turn; undone: boolean; newest: boolean };

/** A message and everything that was answered to it. */
export const TurnView = memo(function TurnView({ turn, undone, newest }: Props) {
  if (turn.message === null) return <WorkAside turn={turn} />;
  const error = turn.end?.type === "response_error" ? turn.end : null;
  return (
    <article className={styles.turn} data-testid="turn" data-run={turn.runId} data-phase={turn.phase}>
      <UserText text={turn.message.text} media={turn.message.media} />
      {turn.blocks.map((block, index) => (
        <TurnBlock key={index} block={block} turn={turn} last={index === turn.blocks.length - 1} />
      ))}
      {error && <TurnError turn={turn} error={error} newest={newest} />}
      <TurnFoot turn={turn} undone={undone} newest={newest} />
    </article>
  );
});
