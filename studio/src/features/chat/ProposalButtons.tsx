import { useState } from "react";
import { Button } from "../../components/Button";
import { approveAll, approveTicked, canApprove, reject } from "../../lib/proposalActions";
import type { OpenProposal } from "../../lib/proposals";
import styles from "./proposal.module.css";

export function ProposalButtons({ open }: { open: OpenProposal }) {
  const [reason, setReason] = useState<string | null>(null);
  const total = open.proposal.calls.length;
  const some = open.ticked.size;
  const ready = canApprove(open);
  const busy = open.busy === "deciding";
  return (
    <>
      {reason !== null && (
        <input
          className={styles.reason}
          aria-label="Reason for rejecting, optional"
          placeholder="Why not? The copilot is told (optional)"
          value={reason}
          autoFocus
          onChange={({ target }) => setReason(target.value)}
          onKeyDown={({ key }) => key === "Enter" && void reject(reason)}
        />
      )}
      <div className={styles.buttons}>
        <Button
          tone="primary"
          data-testid="approve-all"
          disabled={!ready}
          title="Ctrl+Enter"
          onClick={() => void approveAll()}
        >
          {total > 1 ? "Approve all" : "Approve"}
        </Button>
        {some < total && (
          <Button
            data-testid="approve-selected"
            disabled={!ready || some === 0}
            title={`Approve the ${some} ticked of ${total}, reject the others`}
            onClick={() => void approveTicked()}
          >
            Approve {some}
          </Button>
        )}
        <span className={styles.spring} />
        {reason === null && (
          <button type="button" className={styles.link} disabled={busy} onClick={() => setReason("")}>
            Reason…
          </button>
        )}
        <Button tone="danger" data-testid="reject" disabled={busy} onClick={() => void reject(reason ?? "")}>
          Reject
        </Button>
      </div>
    </>
  );
}
