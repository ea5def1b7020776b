import { type RefObject, useEffect } from "react";
import { openProposalOf, runningTurn, type Conversation } from "../../lib/conversationView";
import { closeProposal, openProposal } from "../../lib/proposals";

/** Keeps the waiting proposal, and with it the ghosts, in step with the conversation shown. */
export function useProposalInView(
  conversation: Conversation,
  dialog: RefObject<HTMLElement | null>,
  input: RefObject<HTMLTextAreaElement | null>,
): void {
  const turn = runningTurn(conversation);
  const proposal = openProposalOf(turn);
  const runId = turn?.runId ?? null;

  useEffect(() => {
    if (proposal === null || runId === null) closeProposal();
    else openProposal(runId, proposal);
  }, [runId, proposal]);

  useEffect(() => closeProposal, []);

  const proposalId = proposal?.proposal_id;
  useEffect(() => {
    const idle = document.activeElement === input.current && input.current?.value === "";
    if (proposalId === undefined || !idle) return;
    const frame = requestAnimationFrame(() =>
      dialog.current?.querySelector<HTMLElement>("[data-testid=approve-all]")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [proposalId, dialog, input]);
}
