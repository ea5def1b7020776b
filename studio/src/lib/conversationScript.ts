/** Scripted journals for the tests: entries in order, with the fields a server sends. */

import type {
  Change,
  Decision,
  Entry,
  FunctionResult,
  JournalEvent,
  Progress,
  Proposal,
  ProposedCall,
  Usage,
  UserMessage,
} from "./events";

export const usage = (prompt: number, completion: number): Usage => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  cached_tokens: 0,
  reasoning_tokens: 0,
  cache_write_tokens: 0,
  estimated: false,
});

/** Gives each event its place; `at` sets the first `seq`. */
export function script(events: readonly (JournalEvent | [string | null, JournalEvent])[], at = 1): Entry[] {
  return events.map((item, index) => {
    const [run_id, event] = Array.isArray(item) ? item : ["run1", item];
    return { conversation_id: "c1", seq: at + index, at_ms: 1000 + index, run_id, event };
  });
}

export const message = (text: string, provider = "openai"): UserMessage => ({
  type: "user_message",
  text,
  confirmation: "full",
  provider,
  model: "some-model",
  scope: {},
  media: [],
  response_format: null,
  fallbacks: [],
});

export const started: JournalEvent = { type: "response_start", provider: "openai", model: "m", round: 1 };
export const chunk = (delta: string): JournalEvent => ({ type: "response_chunk", delta });

export const added = (id: string): Change => ({
  collection: "things",
  id,
  before: null,
  after: { size: 1 },
});

export const proposedCall = (call_id: string, extra: Partial<ProposedCall> = {}): ProposedCall => ({
  call_id,
  name: "make_thing",
  arguments: { size: 1, color: [255, 0, 0] },
  sentence: `Make thing ${call_id}`,
  effect: "minor",
  changes: [added(`thing-${call_id}`)],
  result: null,
  reasons: [],
  ...extra,
});

export const called = (...calls: ProposedCall[]): JournalEvent => ({
  type: "function_calls",
  calls: calls.map(({ call_id, name, arguments: args }) => ({
    call_id,
    name,
    arguments: args,
    sentence: "",
    error: null,
  })),
});

export const proposal = (calls: readonly ProposedCall[], extra: Partial<Proposal> = {}): Proposal => ({
  type: "proposal",
  proposal_id: "p1",
  base_revision: 7,
  calls,
  effect: "minor",
  digest: "digest-1",
  needs_decision: true,
  kind: "edit",
  target: null,
  replaces: null,
  ...extra,
});

export const decision = (call_ids: string[], extra: Partial<Decision> = {}): Decision => ({
  type: "decision",
  proposal_id: "p1",
  verdict: "approve",
  by: "user",
  call_ids,
  edited: {},
  reason: "",
  ...extra,
});

export const result = (call_id: string, extra: Partial<FunctionResult> = {}): FunctionResult => ({
  type: "function_result",
  call_id,
  name: "make_thing",
  success: true,
  result: null,
  error: null,
  outcome: "done",
  elapsed_ms: 2,
  revision: 8,
  ...extra,
});

export const spent = (cost_usd: number | null, provider = "openai"): JournalEvent => ({
  type: "usage",
  provider,
  model: "m",
  usage: usage(1000, 234),
  cost_usd,
  first_token_ms: 5,
  elapsed_ms: 50,
  from_cache: false,
});

export const complete = (cost_usd: number | null = 0.0021): JournalEvent => ({
  type: "response_complete",
  finish_reason: "stop",
  usage: usage(1000, 234),
  cost_usd,
  elapsed_ms: 60,
  revision: null,
});

export const working = (task: string, extra: Partial<Progress> = {}): Progress => ({
  type: "progress",
  task,
  stage: "planning",
  agent: "Planning agent",
  status: "running",
  progress: 0,
  message: "Writing the outline",
  insight: "",
  usage: usage(0, 0),
  cost_usd: null,
  ...extra,
});
