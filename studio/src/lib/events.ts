/** The journal's events as the server sends them; the truth is src/coda/components/events.py. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Arguments = Record<string, Json>;
export type Entity = Record<string, unknown>;

/** `before` is null for a creation, `after` for a deletion. */
export type Change = {
  collection: string;
  id: string;
  before: Entity | null;
  after: Entity | null;
};

export type Effect = "read" | "minor" | "major" | "external";
export type ConfirmationMode = "full" | "selective" | "auto";
export type Verdict = "approve" | "reject" | "expire";
export type Outcome = "done" | "failed" | "rejected" | "not_run" | "unknown";
export type Recovery = "retry" | "wait" | "check_key" | "change_model" | "shorten" | "none";

/** Tokens; `prompt_tokens` includes the cached, `completion_tokens` the reasoning. */
export type Usage = {
  prompt_tokens: number;
  completion_tokens: number;
  cached_tokens: number;
  reasoning_tokens: number;
  estimated: boolean;
};

export type ConversationCreated = {
  type: "conversation_created";
  title: string;
  document_id: string | null;
};

export type UserMessage = {
  type: "user_message";
  text: string;
  confirmation: ConfirmationMode;
  provider: string;
  model: string;
  scope: Record<string, unknown>;
};

export type ContextPart = { name: string; text: string; tokens: number };

export type ContextAssembled = {
  type: "context_assembled";
  parts: ContextPart[];
  total_tokens: number;
  budget_tokens: number;
  dropped_messages: number;
};

export type ResponseStart = {
  type: "response_start";
  provider: string;
  model: string;
  round: number;
};
export type ResponseChunk = { type: "response_chunk"; delta: string };
export type ReasoningChunk = { type: "reasoning_chunk"; delta: string };

export type FunctionCall = {
  call_id: string;
  name: string;
  arguments: Arguments;
  sentence: string;
  error: string | null;
};
export type FunctionCalls = { type: "function_calls"; calls: FunctionCall[] };

export type ProposedCall = {
  call_id: string;
  name: string;
  arguments: Arguments;
  sentence: string;
  effect: Effect;
  changes: Change[];
  result: unknown;
  reasons: string[];
};

export type Proposal = {
  type: "proposal";
  proposal_id: string;
  base_revision: number | null;
  calls: ProposedCall[];
  effect: Effect;
  digest: string;
  needs_decision: boolean;
  /** What the changes come from; for an undo or a redo, `target` is the group concerned. */
  kind?: "edit" | "undo" | "redo" | "restore";
  target?: string | null;
  replaces: string | null;
};

export type Decision = {
  type: "decision";
  proposal_id: string;
  verdict: Verdict;
  by: string;
  call_ids: string[];
  edited: Record<string, Arguments>;
  reason: string;
};

export type FunctionResult = {
  type: "function_result";
  call_id: string;
  name: string;
  success: boolean;
  result: unknown;
  error: string | null;
  outcome: Outcome;
  elapsed_ms: number;
  revision: number | null;
};

export type UsageRecorded = {
  type: "usage";
  provider: string;
  model: string;
  usage: Usage;
  cost_usd: number | null;
  first_token_ms: number | null;
  elapsed_ms: number;
};

export type ResponseComplete = {
  type: "response_complete";
  finish_reason: string;
  usage: Usage;
  cost_usd: number | null;
  elapsed_ms: number;
  revision: number | null;
};
export type ResponseInterrupted = { type: "response_interrupted"; reason: string };
export type ResponseError = {
  type: "response_error";
  error: string;
  message: string;
  provider: string;
  recovery: Recovery;
  retry_after: number | null;
};

export type AnalyticsUpdate = {
  type: "analytics_update";
  requests: number;
  usage: Usage;
  cost_usd: number;
  unpriced_requests: number;
};
export type ProviderStatusChange = {
  type: "provider_status_change";
  provider: string;
  status: string;
  reason: string;
};
export type TurnUndone = {
  type: "turn_undone";
  undone_run_id: string;
  revision: number;
  redone: boolean;
};

export type JournalEvent =
  | ConversationCreated
  | UserMessage
  | ContextAssembled
  | ResponseStart
  | ResponseChunk
  | ReasoningChunk
  | FunctionCalls
  | Proposal
  | Decision
  | FunctionResult
  | UsageRecorded
  | ResponseComplete
  | ResponseInterrupted
  | ResponseError
  | AnalyticsUpdate
  | ProviderStatusChange
  | TurnUndone;

export type Entry = {
  conversation_id: string;
  seq: number;
  at_ms: number;
  run_id: string | null;
  event: JournalEvent;
};
