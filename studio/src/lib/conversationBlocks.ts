/** How one event changes the blocks of its turn. */

import type { Block, Call } from "./conversationView";
import type {
  Citation,
  Decision,
  FunctionCall,
  FunctionResult,
  Progress,
  Proposal,
  ProposedCall,
  ProviderSwitched,
} from "./events";

type Blocks = readonly Block[];

/** Text joins the block before it when that is of the same kind. */
export function appendText(blocks: Blocks, kind: "text" | "reasoning", delta: string): Blocks {
  const last = blocks[blocks.length - 1];
  if (last?.kind === kind) return [...blocks.slice(0, -1), { kind, text: last.text + delta }];
  return delta === "" ? blocks : [...blocks, { kind, text: delta }];
}

const isSame = (one: Citation, other: Citation): boolean =>
  one.url === other.url && one.title === other.title && (one.url !== "" || one.quote === other.quote);

/** Sources gather in one list after the text they belong to; each is named once. */
export function appendSources(blocks: Blocks, sources: readonly Citation[]): Blocks {
  const last = blocks[blocks.length - 1];
  const known = last?.kind === "sources" ? last.sources : [];
  const fresh = sources.filter(
    (source, at) =>
      ![...known, ...sources.slice(0, at)].some((earlier) => isSame(earlier, source)),
  );
  if (fresh.length === 0) return blocks;
  const before = last?.kind === "sources" ? blocks.slice(0, -1) : blocks;
  return [...before, { kind: "sources", sources: [...known, ...fresh] }];
}

/** Another provider goes on with an answer of which part was shown: the reader should know. */
export function appendSwitch(blocks: Blocks, { failed, provider, model, after_text }: ProviderSwitched): Blocks {
  if (!after_text) return blocks;
  const name = [provider, model].filter(Boolean).join(" / ");
  return [...blocks, { kind: "note", text: `${failed} broke off here; ${name} continues.` }];
}

function freshCall(call: FunctionCall): Call {
  return {
    call,
    effect: null,
    reasons: [],
    changes: [],
    approved: false,
    unedited: null,
    result: null,
  };
}

export function appendCalls(blocks: Blocks, calls: readonly FunctionCall[]): Blocks {
  return [...blocks, { kind: "calls", calls: calls.map(freshCall) }];
}

function mapCalls(blocks: Blocks, change: (call: Call) => Call): Blocks {
  return blocks.map((block) => {
    if (block.kind !== "calls") return block;
    const calls = block.calls.map(change);
    return calls.some((call, index) => call !== block.calls[index]) ? { ...block, calls } : block;
  });
}

function proposedAs(call: Call, proposed: ProposedCall): Call {
  const { sentence, arguments: args, effect, reasons, changes } = proposed;
  const described = { ...call.call, sentence: sentence || call.call.sentence, arguments: args };
  return { ...call, call: described, effect, reasons, changes };
}

function setProposal(blocks: Blocks, id: string, part: Partial<Block & { kind: "proposal" }>): Blocks {
  return blocks.map((block) =>
    block.kind === "proposal" && block.proposal.proposal_id === id ? { ...block, ...part } : block,
  );
}

/** A proposal describes its calls; the one it replaces is superseded. */
export function appendProposal(blocks: Blocks, proposal: Proposal): Blocks {
  const proposed = new Map(proposal.calls.map((call) => [call.call_id, call]));
  const described = mapCalls(blocks, (call) => {
    const its = proposed.get(call.call.call_id);
    return its === undefined ? call : proposedAs(call, its);
  });
  const kept = proposal.replaces
    ? setProposal(described, proposal.replaces, { state: "superseded" })
    : described;
  const state = proposal.needs_decision ? "open" : "passed";
  return [...kept, { kind: "proposal", proposal, state, decision: null }];
}

function decidedCall(call: Call, decision: Decision): Call {
  const id = call.call.call_id;
  const edited = decision.edited[id];
  const approved = decision.verdict === "approve" && decision.call_ids.includes(id);
  if (edited === undefined) return approved === call.approved ? call : { ...call, approved };
  const unedited = call.call.arguments;
  return { ...call, approved, unedited, call: { ...call.call, arguments: edited } };
}

function proposalOf(blocks: Blocks, id: string): Proposal | undefined {
  for (const block of blocks) {
    if (block.kind === "proposal" && block.proposal.proposal_id === id) return block.proposal;
  }
  return undefined;
}

export function applyDecision(blocks: Blocks, decision: Decision): Blocks {
  const proposal = proposalOf(blocks, decision.proposal_id);
  if (proposal === undefined) return blocks;
  const its = new Set(proposal.calls.map((call) => call.call_id));
  const called = mapCalls(blocks, (call) =>
    its.has(call.call.call_id) ? decidedCall(call, decision) : call,
  );
  const state = proposal.needs_decision ? "decided" : "passed";
  return setProposal(called, decision.proposal_id, { state, decision });
}

/** A result of a call nobody announced is still shown. */
export function applyResult(blocks: Blocks, result: FunctionResult): Blocks {
  const known = blocks.some(
    (block) =>
      block.kind === "calls" && block.calls.some(({ call }) => call.call_id === result.call_id),
  );
  const { call_id, name } = result;
  const base = known
    ? blocks
    : appendCalls(blocks, [{ call_id, name, arguments: {}, sentence: "", error: null }]);
  return mapCalls(base, (call) => (call.call.call_id === call_id ? { ...call, result } : call));
}

export const hasTask = (blocks: Blocks, task: string): boolean =>
  blocks.some((block) => block.kind === "work" && block.work.task === task);

/** One block for each piece of work, kept up to date. */
export function applyProgress(blocks: Blocks, work: Progress): Blocks {
  if (!hasTask(blocks, work.task)) return [...blocks, { kind: "work", work }];
  return blocks.map((block) => (block.kind === "work" && block.work.task === work.task ? { kind: "work", work } : block));
}
