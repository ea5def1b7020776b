/** Entries in, view model out. Pure: the same entries give the same conversation, in any slices. */

import {
  appendCalls,
  appendProposal,
  appendSources,
  appendSwitch,
  appendText,
  applyDecision,
  applyProgress,
  applyResult,
  hasTask,
} from "./conversationBlocks";
import type { Conversation, Turn } from "./conversationView";
import type { Entry, JournalEvent, Progress, UserMessage } from "./events";

function startTurn(entry: Entry, message: UserMessage | null): Turn {
  return {
    runId: entry.run_id ?? `seq-${entry.seq}`,
    seq: entry.seq,
    atMs: entry.at_ms,
    message,
    blocks: [],
    contexts: [],
    requests: [],
    switches: [],
    phase: "thinking",
    end: null,
    endMs: 0,
  };
}

function continueTurn(turn: Turn, event: JournalEvent, atMs: number): Turn {
  const { blocks } = turn;
  switch (event.type) {
    case "context_assembled":
      return { ...turn, contexts: [...turn.contexts, event] };
    case "response_start":
      return { ...turn, phase: "thinking" };
    case "reasoning_chunk":
      return { ...turn, blocks: appendText(blocks, "reasoning", event.delta) };
    case "response_chunk":
      return { ...turn, phase: "writing", blocks: appendText(blocks, "text", event.delta) };
    case "cited":
      return { ...turn, blocks: appendSources(blocks, event.sources) };
    case "answer_refused": {
      const text = "The answer did not have the form that was asked for; it was asked for again.";
      return { ...turn, blocks: [...blocks, { kind: "note", text }] };
    }
    case "provider_switched":
      return { ...turn, switches: [...turn.switches, event], blocks: appendSwitch(blocks, event) };
    case "function_calls":
      return { ...turn, phase: "working", blocks: appendCalls(blocks, event.calls) };
    case "proposal": {
      const phase = event.needs_decision ? "deciding" : "working";
      return { ...turn, phase, blocks: appendProposal(blocks, event) };
    }
    case "decision":
      return { ...turn, phase: "working", blocks: applyDecision(blocks, event) };
    case "function_result":
      return { ...turn, blocks: applyResult(blocks, event) };
    case "progress":
      return { ...turn, blocks: applyProgress(blocks, event) };
    case "usage":
      return { ...turn, requests: [...turn.requests, event] };
    case "response_complete":
    case "response_interrupted":
    case "response_error":
      return { ...turn, phase: "ended", end: event, endMs: atMs };
    default:
      return turn;
  }
}

/** Events of a run usually belong to the last turn, so the search starts there. */
function placeOf(turns: readonly Turn[], runId: string | null): number {
  for (let at = turns.length - 1; at >= 0; at -= 1) {
    if (turns[at]?.runId === runId) return at;
  }
  return -1;
}

/** Work of no run stands by itself, between the turns; what follows at once stands together. */
function reduceWork(turns: Turn[], entry: Entry, work: Progress): void {
  const known = turns.findLastIndex((turn) => turn.message === null && hasTask(turn.blocks, work.task));
  const at = known >= 0 ? known : turns.length - 1;
  const turn = turns[at];
  if (turn?.message === null) turns[at] = continueTurn(turn, work, entry.at_ms);
  else turns.push(continueTurn(startTurn(entry, null), work, entry.at_ms));
}

function reduceTurns(turns: Turn[], entry: Entry): void {
  const { event } = entry;
  if (event.type === "progress" && entry.run_id === null) {
    reduceWork(turns, entry, event);
    return;
  }
  if (event.type === "user_message") {
    turns.push(startTurn(entry, event));
    return;
  }
  const at = placeOf(turns, entry.run_id);
  const turn = turns[at];
  if (turn !== undefined) turns[at] = continueTurn(turn, event, entry.at_ms);
}

/** Add entries that follow; what was seen already (`seq` not above the last) is left out. */
export function addEntries(conversation: Conversation, entries: Iterable<Entry>): Conversation {
  const turns = [...conversation.turns];
  let { title, lastSeq, totals, undone } = conversation;
  for (const entry of entries) {
    if (entry.seq <= lastSeq) continue;
    lastSeq = entry.seq;
    const { event } = entry;
    if (event.type === "conversation_created") title = event.title;
    else if (event.type === "analytics_update") totals = event;
    else if (event.type === "turn_undone")
      undone = { ...undone, [event.undone_run_id]: !event.redone };
    else reduceTurns(turns, entry);
  }
  return lastSeq === conversation.lastSeq
    ? conversation
    : { title, turns, lastSeq, totals, undone };
}

/** Put an older stretch of the same journal before what is known. */
export function prependOlder(older: Conversation, known: Conversation): Conversation {
  return {
    title: older.title || known.title,
    turns: [...older.turns, ...known.turns],
    lastSeq: Math.max(older.lastSeq, known.lastSeq),
    totals: known.totals ?? older.totals,
    undone: { ...older.undone, ...known.undone },
  };
}
