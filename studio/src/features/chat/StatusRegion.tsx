import { useEffect, useRef, useState } from "react";
import { standingOf } from "../../lib/conversationTurn";
import { openProposalOf, type Turn } from "../../lib/conversationView";
import { compose } from "../../lib/proposals";

/** What a screen reader is told when the newest turn changes; errors announce themselves. */
export function announcement(turn: Turn): string {
  const proposal = openProposalOf(turn);
  if (proposal !== null) {
    const changes = compose(proposal.calls.flatMap((call) => call.changes)).length;
    const count = changes || proposal.calls.length;
    const noun = changes > 0 ? "change" : "action";
    return `Approval needed: ${count} ${noun}${count === 1 ? "" : "s"}`;
  }
  if (turn.end === null) return "Generating";
  if (turn.end.type === "response_complete") return "Response complete";
  return turn.end.type === "response_error" ? "" : standingOf(turn, false).label;
}

/** Silent about what was there when the conversation was opened. */
export function StatusRegion({ turn, loaded }: { turn: Turn | undefined; loaded: boolean }) {
  const [text, setText] = useState("");
  const said = useRef<string | null>(null);
  const now = turn ? `${turn.runId} ${announcement(turn)}` : "";
  useEffect(() => {
    if (!loaded) return;
    const first = said.current === null;
    const changed = said.current !== now;
    said.current = now;
    const waits = turn !== undefined && openProposalOf(turn) !== null;
    if (turn && changed && (!first || waits)) setText(announcement(turn));
  }, [loaded, now, turn]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="status-region">
      {text}
    </div>
  );
}
