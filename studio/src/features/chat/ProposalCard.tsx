import { type MouseEvent, useEffect, useRef } from "react";
import { Icon } from "../../components/Icon";
import {
  countChanges,
  type OpenProposal,
  shownCalls,
  tickedChanges,
  useGhostPreview,
} from "../../lib/proposals";
import { useChatActions } from "./actions";
import { EffectBadge } from "./EffectBadge";
import { counts } from "./format";
import { ProposalButtons } from "./ProposalButtons";
import { ProposedCallRow } from "./ProposedCallRow";
import styles from "./proposal.module.css";

function GhostToggle() {
  const [on, setOn] = useGhostPreview();
  const { previewLabel } = useChatActions();
  return (
    <label className={styles.toggle}>
      <input
        type="checkbox"
        data-testid="ghost-toggle"
        checked={on}
        onChange={({ target }) => setOn(target.checked)}
      />
      {previewLabel}
    </label>
  );
}

/** Who decided by keyboard goes on in the input, since the button they were on goes away. */
function useFocusAfterwards(): (event: MouseEvent) => void {
  const { focusInput } = useChatActions();
  const byKeyboard = useRef(false);
  useEffect(
    () => () => {
      if (byKeyboard.current) focusInput();
    },
    [focusInput],
  );
  return (event) => {
    byKeyboard.current = event.detail === 0;
  };
}

/** What waits for the user's decision. */
export function ProposalCard({ open }: { open: OpenProposal }) {
  const clicked = useFocusAfterwards();
  const calls = shownCalls(open);
  const effective = open.preview ?? open.proposal;
  const reasons = calls.flatMap((call) => call.reasons);
  const whole = open.problem?.callId === null ? open.problem.message : null;
  return (
    <section
      className={styles.card}
      data-testid="proposal"
      aria-label="Proposal waiting for your decision"
      aria-busy={open.busy !== null}
      onClickCapture={clicked}
    >
      <header className={styles.head}>
        <Icon name="show" size={14} />
        <strong>Approval needed</strong>
        <EffectBadge effect={effective.effect} reasons={reasons} />
        <span className={styles.spring} />
        <GhostToggle />
      </header>
      {calls.length > 1 && <p className={styles.counts}>{counts(countChanges(tickedChanges(open)))}</p>}
      <ul className={styles.calls}>
        {open.proposal.calls.map((original, index) => (
          <ProposedCallRow
            key={original.call_id}
            open={open}
            original={original}
            call={calls[index] ?? original}
            single={calls.length === 1}
          />
        ))}
      </ul>
      {whole && (
        <p className={styles.problem} role="alert">
          {whole}
        </p>
      )}
      <ProposalButtons open={open} />
    </section>
  );
}
