/** What the chat shows: turns made of blocks, rebuilt from journal entries alone. */

import type {
  AnalyticsUpdate,
  Arguments,
  Change,
  Citation,
  ContextAssembled,
  Decision,
  Effect,
  FunctionCall,
  FunctionResult,
  Progress,
  Proposal,
  ProviderSwitched,
  ResponseComplete,
  ResponseError,
  ResponseInterrupted,
  UsageRecorded,
  UserMessage,
} from "./events";

export type Call = {
  call: FunctionCall;
  /** Known once the call was proposed. */
  effect: Effect | null;
  reasons: readonly string[];
  changes: readonly Change[];
  approved: boolean;
  /** What the copilot proposed, when the user changed it before approving. */
  unedited: Arguments | null;
  result: FunctionResult | null;
};

export type ProposalState = "open" | "passed" | "decided" | "superseded";

export type Block =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string }
  | { kind: "sources"; sources: readonly Citation[] }
  /** Something about the answer that the user should know, in a sentence. */
  | { kind: "note"; text: string }
  /** An agent at work, or what came of it. */
  | { kind: "work"; work: Progress }
  | { kind: "calls"; calls: readonly Call[] }
  | { kind: "proposal"; proposal: Proposal; state: ProposalState; decision: Decision | null };

export type Phase = "thinking" | "writing" | "working" | "deciding" | "ended";

export type TurnEnd = ResponseComplete | ResponseInterrupted | ResponseError;

export type Turn = {
  runId: string;
  seq: number;
  atMs: number;
  /** Null for work that was begun outside of the chat; nobody answers there. */
  message: UserMessage | null;
  blocks: readonly Block[];
  contexts: readonly ContextAssembled[];
  requests: readonly UsageRecorded[];
  /** Each time another provider took over, whether or not the answer shows it. */
  switches: readonly ProviderSwitched[];
  phase: Phase;
  end: TurnEnd | null;
  endMs: number;
};

export type Conversation = {
  title: string;
  turns: readonly Turn[];
  lastSeq: number;
  totals: AnalyticsUpdate | null;
  /** Which turns are taken back at the moment, by run id. */
  undone: Readonly<Record<string, boolean>>;
};

export const emptyConversation: Conversation = {
  title: "",
  turns: [],
  lastSeq: 0,
  totals: null,
  undone: {},
};

/** The newest turn that somebody answers. */
export function lastTurn(conversation: Conversation): Turn | undefined {
  return conversation.turns.findLast((turn) => turn.message !== null);
}

/** The run that is still going, if any; a conversation has one at a time. */
export function runningTurn(conversation: Conversation): Turn | undefined {
  const turn = lastTurn(conversation);
  return turn !== undefined && turn.end === null ? turn : undefined;
}

export function openProposalOf(turn: Turn | undefined): Proposal | null {
  if (turn === undefined || turn.end !== null) return null;
  for (const block of turn.blocks) {
    if (block.kind === "proposal" && block.state === "open") return block.proposal;
  }
  return null;
}
