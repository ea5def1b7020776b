import { memo } from "react";
import type { Block, Turn } from "../../lib/conversationView";
import { useOpenProposal } from "../../lib/proposals";
import { CallList } from "./CallList";
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
      return <CallList calls={block.calls} turn={turn} />;
    case "proposal":
      return <ProposalBlock block={block} ended={ended} />;
  }
}
