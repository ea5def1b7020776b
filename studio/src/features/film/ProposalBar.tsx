import { useEffect } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { approveAll, canApprove, reject } from "../../lib/proposalActions";
import { tickedChanges, useOpenProposal } from "../../lib/proposals";
import styles from "./proposal.module.css";

/** Brings the first card that would change into view; those that only make room do not count. */
function showFirstChange(): void {
  const card = document.querySelector<HTMLElement>('[data-ghost]:not([data-ghost="moved"])');
  card?.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

/** The waiting proposal, where its changes are seen. `onLook` leads to it in the chat. */
export function ProposalBar({ onLook }: { onLook: () => void }) {
  const open = useOpenProposal();
  const id = open?.proposal.proposal_id;
  useEffect(() => {
    if (id !== undefined) showFirstChange();
  }, [id]);
  if (!open) return null;
  const changes = tickedChanges(open).length;
  const busy = open.busy === "deciding";
  const count = changes === 1 ? "1 change proposed" : `${changes} changes proposed`;
  const what = changes ? count : "The copilot asks for your word";
  return (
    <div className={styles.bar} role="region" aria-label="Proposal" data-testid="proposal-bar">
      <Icon name="show" size={15} />
      <span className={styles.what}>{what}</span>
      <Button tone="primary" disabled={!canApprove(open)} data-testid="bar-approve" onClick={() => void approveAll()}>
        Approve
      </Button>
      <Button tone="danger" disabled={busy} data-testid="bar-reject" onClick={() => void reject("")}>
        Reject
      </Button>
      <Button tone="quiet" onClick={onLook}>
        Look in chat
      </Button>
    </div>
  );
}
