/** What the user does with the waiting proposal: edit a call, approve, reject. */

import { postDecision, postPreview } from "./conversationApi";
import type { Arguments } from "./events";
import { ApiError, sentence } from "./http";
import { amendProposal, getOpenProposal, type OpenProposal } from "./proposals";

const PREVIEW_AFTER_MS = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks the server what the edits would do; answers to edits made meanwhile are dropped. */
async function preview(asked: OpenProposal, callId: string | null): Promise<void> {
  const { runId, edited } = asked;
  const { proposal_id } = asked.proposal;
  const settle = (part: Partial<OpenProposal>) =>
    amendProposal(proposal_id, (now) => (now.edited === edited ? { busy: null, ...part } : {}));
  try {
    settle({ preview: await postPreview(runId, proposal_id, edited), problem: null });
  } catch (error) {
    settle({ preview: null, problem: { callId, message: sentence(error) } });
  }
}

function previewSoon(proposalId: string, callId: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const open = getOpenProposal();
    if (open?.proposal.proposal_id === proposalId) void preview(open, callId);
  }, PREVIEW_AFTER_MS);
}

export function editCall(proposalId: string, callId: string, edited: Arguments): void {
  amendProposal(proposalId, (open) => ({
    edited: { ...open.edited, [callId]: edited },
    busy: "previewing",
  }));
  previewSoon(proposalId, callId);
}

/** Back to the arguments as the copilot proposed them. */
export function revertCall(proposalId: string, callId: string): void {
  amendProposal(proposalId, (open) => {
    const { [callId]: _reverted, ...edited } = open.edited;
    const untouched = Object.keys(edited).length === 0;
    if (!untouched) previewSoon(proposalId, callId);
    return untouched
      ? { edited, preview: null, problem: null, busy: null }
      : { edited, busy: "previewing" };
  });
}

/** Whether the user has seen exactly what would run, so that it may be approved. */
export function canApprove(open: OpenProposal): boolean {
  const unseen = Object.keys(open.edited).length > 0 && open.preview === null;
  return open.busy === null && !unseen;
}

type Choice = { verdict: "approve" | "reject"; callIds: string[] | null; reason: string };

async function send(open: OpenProposal, { verdict, callIds, reason }: Choice): Promise<void> {
  await postDecision(open.runId, open.proposal.proposal_id, {
    verdict,
    digest: (verdict === "approve" ? open.preview : null)?.digest ?? open.proposal.digest,
    call_ids: callIds,
    edited: verdict === "approve" ? open.edited : {},
    reason,
  });
}

/** Stays `deciding` until the decision comes back through the journal. */
async function decide(choice: Choice): Promise<void> {
  const open = getOpenProposal();
  if (open === null || open.busy === "deciding") return;
  const { proposal_id } = open.proposal;
  amendProposal(proposal_id, () => ({ busy: "deciding", problem: null }));
  try {
    await send(open, choice);
  } catch (error) {
    amendProposal(proposal_id, () => ({ busy: null, problem: { callId: null, message: sentence(error) } }));
    const stale = error instanceof ApiError && error.status === 409;
    if (stale && Object.keys(open.edited).length > 0) await refresh(proposal_id, sentence(error));
  }
}

/** After a refusal the edits are previewed anew; the server's words stay. */
async function refresh(proposalId: string, message: string): Promise<void> {
  const open = getOpenProposal();
  if (open?.proposal.proposal_id !== proposalId) return;
  await preview(open, null);
  amendProposal(proposalId, ({ problem }) => ({ problem: problem ?? { callId: null, message } }));
}

export async function approveAll(): Promise<void> {
  const open = getOpenProposal();
  if (open !== null && canApprove(open)) await decide({ verdict: "approve", callIds: null, reason: "" });
}

export async function approveTicked(): Promise<void> {
  const open = getOpenProposal();
  if (open !== null && canApprove(open) && open.ticked.size > 0)
    await decide({ verdict: "approve", callIds: [...open.ticked], reason: "" });
}

export const reject = (reason: string): Promise<void> =>
  decide({ verdict: "reject", callIds: null, reason: reason.trim() });
