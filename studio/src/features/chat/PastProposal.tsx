import type { Decision } from "../../lib/events";
import type { Block } from "../../lib/conversationView";
import { Icon } from "../../components/Icon";
import styles from "./proposal.module.css";

type ProposalBlock = Block & { kind: "proposal" };

function verdict(decision: Decision, total: number): string {
  if (decision.verdict === "expire") return "The proposal expired without a decision";
  if (decision.verdict === "reject")
    return decision.reason ? `You rejected this: ${decision.reason}` : "You rejected this";
  const approved = decision.call_ids.length;
  const edits = Object.keys(decision.edited).length > 0 ? ", with your edits" : "";
  return approved < total ? `You approved ${approved} of ${total}${edits}` : `You approved this${edits}`;
}

function sentenceFor({ state, decision, proposal }: ProposalBlock, ended: boolean): string | null {
  if (state === "superseded")
    return "Superseded: the document changed meanwhile, so the proposal was worked out anew";
  if (state === "passed") return null;
  if (decision !== null) return verdict(decision, proposal.calls.length);
  return ended ? "The answer ended before you decided; nothing of this was applied" : null;
}

/** One line about a proposal that no longer waits. */
export function PastProposal({ block, ended }: { block: ProposalBlock; ended: boolean }) {
  const sentence = sentenceFor(block, ended);
  if (sentence === null) return null;
  const icon = block.decision?.verdict === "approve" ? "check" : "minus";
  return (
    <p className={styles.past} data-testid="proposal-past" data-state={block.state}>
      <Icon name={icon} size={12} />
      {sentence}
    </p>
  );
}
