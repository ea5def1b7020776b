import { memo } from "react";
import { callStanding } from "../../lib/conversationTurn";
import type { Block, Call, Turn } from "../../lib/conversationView";
import { useOpenProposal } from "../../lib/proposals";
import { CallCard } from "./CallCard";
import { Markdown } from "./Markdown";
import { PastProposal } from "./PastProposal";
import { ProposalCard } from "./ProposalCard";
import styles from "./turn.module.css";

const Reasoning = memo(function Reasoning({ text, active }: { text: string; active: boolean }) {
  return (
    <details className={styles.reasoning}>
      <summary>{active ? "Reasoning…" : "Reasoning"}</summary>
      <p>{text.trim()}</p>
    </details>
  );
});

/** While a proposal waits, it shows its calls itself. */
function Calls({ calls, turn }: { calls: readonly Call[]; turn: Turn }) {
  const shown = calls.filter((call) => callStanding(call, turn) !== "waiting" || call.effect === null);
  if (shown.length === 0) return null;
  return (
    <div>
      {shown.map((call) => (
        <CallCard key={call.call.call_id} call={call} standing={callStanding(call, turn)} />
      ))}
    </div>
  );
}

function ProposalBlock({ block, ended }: { block: Block & { kind: "proposal" }; ended: boolean }) {
  const open = useOpenProposal();
  const waits = !ended && block.state === "open";
  if (waits && open?.proposal.proposal_id === block.proposal.proposal_id)
    return <ProposalCard open={open} />;
  return <PastProposal block={block} ended={ended} />;
}

export function TurnBlock({ block, turn, last }: { block: Block; turn: Turn; last: boolean }) {
  const ended = turn.end !== null;
  switch (block.kind) {
    case "text":
      return (
        <div data-testid="answer">
          <Markdown text={block.text} />
        </div>
      );
    case "reasoning":
      return <Reasoning text={block.text} active={last && !ended} />;
    case "calls":
      return <Calls calls={block.calls} turn={turn} />;
    case "proposal":
      return <ProposalBlock block={block} ended={ended} />;
  }
}
