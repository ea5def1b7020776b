import { memo } from "react";
import type { Block, Turn } from "../../lib/conversationView";
import type { Citation } from "../../lib/events";
import { useOpenProposal } from "../../lib/proposals";
import { CallList } from "./CallList";
import { Markdown } from "./Markdown";
import { PastProposal } from "./PastProposal";
import { ProposalCard } from "./ProposalCard";
import { WorkLine } from "./WorkLine";
import styles from "./turn.module.css";

const Reasoning = memo(function Reasoning({ text, active }: { text: string; active: boolean }) {
  return (
    <details className={styles.reasoning}>
      <summary>{active ? "Reasoning…" : "Reasoning"}</summary>
      <p>{text.trim()}</p>
    </details>
  );
});

/** Only the web's own addresses become links: a source is text from outside. */
const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}

const Sources = memo(function Sources({ sources }: { sources: readonly Citation[] }) {
  return (
    <section className={styles.sources} aria-label="Sources">
      <ol>
        {sources.map(({ url, title, quote }, index) => (
          <li key={index} title={quote || undefined}>
            {isWebAddress(url) ? (
              <a href={url} target="_blank" rel="noopener noreferrer nofollow">
                {title || hostOf(url)}
              </a>
            ) : (
              title || url || quote
            )}
          </li>
        ))}
      </ol>
    </section>
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
    case "sources":
      return <Sources sources={block.sources} />;
    case "note":
      return <p className={styles.note}>{block.text}</p>;
    case "work":
      return <WorkLine work={block.work} ended={turn.message !== null && ended} />;
    case "calls":
      return <CallList calls={block.calls} turn={turn} />;
    case "proposal":
      return <ProposalBlock block={block} ended={ended} />;
  }
}
