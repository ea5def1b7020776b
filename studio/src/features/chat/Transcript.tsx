import { memo, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { Virtualizer } from "virtua";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Turn } from "../../lib/conversationView";
import { TurnView, UserText } from "./TurnView";
import { useStickToBottom } from "./useStickToBottom";
import styles from "./transcript.module.css";

type Props = {
  turns: readonly Turn[];
  undone: Readonly<Record<string, boolean>>;
  pending: string | null;
  busy: boolean;
  hasOlder: boolean;
  loadOlder: () => void;
  /** Shown in place of an empty conversation. */
  empty: ReactNode;
};

const NEAR_TOP_PX = 300;

/** Whether turns were put before the first, so that the list keeps its place from the end. */
function usePrepended(turns: readonly Turn[]): boolean {
  const now = turns[0]?.runId;
  const first = useRef(now);
  useLayoutEffect(() => {
    first.current = now;
  }, [now]);
  return first.current !== undefined && now !== first.current;
}

export const Transcript = memo(function Transcript(props: Props) {
  const { turns, undone, pending, busy, hasOlder, loadOlder, empty } = props;
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { away, jump } = useStickToBottom(box, content);
  useEffect(() => {
    if (pending !== null) jump();
  }, [pending, jump]);
  useEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    if (hasOlder && scrollHeight < clientHeight + NEAR_TOP_PX) loadOlder();
  }, [hasOlder, loadOlder, turns.length]);
  const shift = usePrepended(turns);
  const last = turns.length - 1;
  const newest = turns.findLastIndex((turn) => turn.message !== null);
  const nothing = turns.length === 0 && pending === null;
  return (
    <div className={styles.frame}>
      <div
        ref={box}
        className={styles.box}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        aria-busy={busy}
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          if (hasOlder && currentTarget.scrollTop < NEAR_TOP_PX) loadOlder();
        }}
      >
        <div ref={content} className={styles.content}>
          {nothing && empty}
          <Virtualizer
            scrollRef={box}
            data={turns}
            shift={shift}
            bufferSize={600}
            keepMounted={last >= 0 ? [...new Set([Math.max(0, newest), last])] : []}
          >
            {(turn, index) => (
              <TurnView
                key={turn.runId}
                turn={turn}
                undone={undone[turn.runId] ?? false}
                newest={index === newest && pending === null}
              />
            )}
          </Virtualizer>
          {pending !== null && (
            <div className={styles.pending}>
              <UserText text={pending} />
              <span>Sending…</span>
            </div>
          )}
        </div>
      </div>
      {away && (
        <Button className={styles.jump} onClick={jump}>
          <Icon name="chevron" size={13} />
          Jump to latest
        </Button>
      )}
    </div>
  );
});
