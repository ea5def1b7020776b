/** Readings of one turn: how it stands, what it changed, what it cost. */

import type { Call, Turn } from "./conversationView";
import type { Usage } from "./events";

export type Tone = "busy" | "attention" | "ok" | "quiet" | "warn" | "danger";
export type Standing = { label: string; tone: Tone };

const INTERRUPTED: Record<string, Standing> = {
  stopped: { label: "Stopped", tone: "quiet" },
  crashed: {
    label:
      "Interrupted: the server went away while it was answering; what was shown is kept",
    tone: "warn",
  },
  shutdown: {
    label:
      "Interrupted: the server was shut down while it was answering; what was shown is kept",
    tone: "warn",
  },
};

const PHASES: Record<Exclude<Turn["phase"], "ended">, Standing> = {
  thinking: { label: "Thinking…", tone: "busy" },
  writing: { label: "Writing…", tone: "busy" },
  working: { label: "Working…", tone: "busy" },
  deciding: { label: "Waiting for your decision", tone: "attention" },
};

export function callsOf(turn: Turn): Call[] {
  return turn.blocks.flatMap((block) => (block.kind === "calls" ? block.calls : []));
}

/** Whether the turn committed a change of the document. */
export function changedSomething(turn: Turn): boolean {
  return callsOf(turn).some(({ result }) => result?.outcome === "done" && result.revision !== null);
}

function rejectedEverything(turn: Turn): boolean {
  const calls = callsOf(turn).filter(({ effect }) => effect !== null && effect !== "read");
  return calls.length > 0 && calls.every(({ result }) => result?.outcome === "rejected");
}

function completed(turn: Turn, undone: boolean): Standing {
  if (changedSomething(turn))
    return undone ? { label: "Undone", tone: "quiet" } : { label: "Applied", tone: "ok" };
  if (rejectedEverything(turn)) return { label: "Rejected: nothing was changed", tone: "quiet" };
  return { label: "Answered", tone: "quiet" };
}

export function standingOf(turn: Turn, undone: boolean): Standing {
  if (turn.phase !== "ended") return PHASES[turn.phase];
  if (turn.end?.type === "response_error") return { label: "Failed", tone: "danger" };
  if (turn.end?.type === "response_interrupted")
    return (
      INTERRUPTED[turn.end.reason] ?? {
        label: `Interrupted: ${turn.end.reason}; what was shown is kept`,
        tone: "warn",
      }
    );
  return completed(turn, undone);
}

const OUTCOMES = ["done", "failed", "rejected", "not_run", "unknown"] as const;
type Outcome = (typeof OUTCOMES)[number];

/** The server's word for an outcome; one we do not know is an unknown outcome. */
const outcomeOf = (word: string): Outcome => OUTCOMES.find((known) => known === word) ?? "unknown";

export type CallStanding = Outcome | "waiting" | "running";

/** A call that was let through and left no result has an unknown outcome, never "done". */
export function callStanding(call: Call, turn: Turn): CallStanding {
  if (call.result !== null) return outcomeOf(call.result.outcome);
  if (turn.end !== null) return call.approved ? "unknown" : "not_run";
  return turn.phase === "deciding" ? "waiting" : "running";
}

export type Spending = {
  tokens: number;
  estimated: boolean;
  /** US dollars; null when a price is not known. */
  costUsd: number | null;
  offline: boolean;
};

const tokensOf = (usage: Usage): number => usage.prompt_tokens + usage.completion_tokens;

/** Settled by the end of the run; before that, the requests so far. Null when nothing is known. */
export function spendingOf(turn: Turn): Spending | null {
  const { requests, end } = turn;
  if (requests.length === 0 && end?.type !== "response_complete") return null;
  const providers = requests.map((request) => request.provider);
  const offline = (providers.length > 0 ? providers : [turn.message?.provider]).every(
    (provider) => provider === "offline",
  );
  if (end?.type === "response_complete") {
    const { usage, cost_usd } = end;
    return { tokens: tokensOf(usage), estimated: usage.estimated, costUsd: cost_usd, offline };
  }
  const costs = requests.map((request) => request.cost_usd);
  return {
    tokens: requests.reduce((sum, request) => sum + tokensOf(request.usage), 0),
    estimated: requests.some((request) => request.usage.estimated),
    costUsd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    offline,
  };
}

/** Who answered in place of the one that was asked; null when nobody had to. */
export function answeredInstead(turn: Turn): string | null {
  const last = turn.switches[turn.switches.length - 1];
  return last === undefined ? null : [last.provider, last.model].filter(Boolean).join(" / ");
}

/** The prose of the answer, for copying. */
export function answerText(turn: Turn): string {
  return turn.blocks
    .flatMap((block) => (block.kind === "text" ? [block.text.trim()] : []))
    .join("\n\n");
}
