import { describe, expect, test } from "vitest";
import { addEntries, prependOlder } from "./conversationReduce";
import {
  added,
  called,
  chunk,
  complete,
  decision,
  message,
  proposal,
  proposedCall,
  result,
  script,
  spent,
  started,
  usage,
  working,
} from "./conversationScript";
import { answeredInstead, callsOf, callStanding, changedSomething, spendingOf, standingOf } from "./conversationTurn";
import { emptyConversation, lastTurn, openProposalOf, runningTurn, type Turn } from "./conversationView";
import type { Entry, JournalEvent } from "./events";

const read = (entries: readonly Entry[]) => addEntries(emptyConversation, entries);

function turnOf(...events: (JournalEvent | [string, JournalEvent])[]): Turn {
  const turn = lastTurn(read(script(events)));
  if (!turn) throw new Error("the script has no message");
  return turn;
}

const standings = (turn: Turn) => callsOf(turn).map((call) => callStanding(call, turn));

const two = [proposedCall("a"), proposedCall("b")];

const everyKind = script([
  { type: "conversation_created", title: "A chat", document_id: "d1" },
  message("make two things"),
  { type: "context_assembled", parts: [], total_tokens: 10, budget_tokens: 100, dropped_messages: 0, error: 0 },
  started,
  { type: "reasoning_chunk", delta: "Two " },
  { type: "reasoning_chunk", delta: "things." },
  chunk("I will "),
  chunk("make them."),
  called(...two),
  proposal(two),
  decision(["a", "b"]),
  result("a"),
  result("b"),
  spent(0.001),
  started,
  chunk("Done."),
  spent(0.0011),
  { type: "analytics_update", requests: 2, usage: usage(2000, 468), cost_usd: 0.0021, unpriced_requests: 0 },
  complete(),
  { type: "provider_status_change", provider: "openai", status: "available", reason: "" },
  ["other", { type: "turn_undone", undone_run_id: "run1", revision: 9, redone: false }],
]);

describe("a whole turn", () => {
  test("is rebuilt from its entries with blocks in the order they came", () => {
    const conversation = read(everyKind);
    const turn = lastTurn(conversation);
    expect(conversation.title).toBe("A chat");
    expect(conversation.totals?.requests).toBe(2);
    expect(turn?.blocks.map((block) => block.kind)).toEqual(["reasoning", "text", "calls", "proposal", "text"]);
    expect(turn?.blocks[0]).toEqual({ kind: "reasoning", text: "Two things." });
    expect(turn?.blocks[1]).toEqual({ kind: "text", text: "I will make them." });
    expect(turn?.contexts).toHaveLength(1);
    expect(turn && changedSomething(turn)).toBe(true);
    expect(conversation.undone).toEqual({ run1: true });
    expect(turn && standingOf(turn, true).label).toBe("Undone");
  });

  test("is the same however the entries are sliced", () => {
    const whole = read(everyKind);
    for (let cut = 0; cut <= everyKind.length; cut += 1) {
      const first = read(everyKind.slice(0, cut));
      expect(addEntries(first, everyKind.slice(cut))).toEqual(whole);
    }
  });

  test("takes no entry twice when a resumed stream overlaps", () => {
    const half = read(everyKind.slice(0, 12));
    const overlapped = addEntries(half, everyKind.slice(5));
    expect(overlapped).toEqual(read(everyKind));
    expect(addEntries(overlapped, everyKind)).toBe(overlapped);
  });

  test("keeps the objects of earlier turns, so that they are not drawn again", () => {
    const before = read(everyKind);
    const after = addEntries(before, script([["run2", message("again")], ["run2", chunk("x")]], everyKind.length + 1));
    expect(after.turns[0]).toBe(before.turns[0]);
    expect(after.turns[1]?.blocks).toEqual([{ kind: "text", text: "x" }]);
  });

  test("ignores events of a kind it does not know", () => {
    const odd = { type: "from_the_future" } as unknown as JournalEvent;
    expect(turnOf(message("hi"), odd, chunk("yes")).blocks).toEqual([{ kind: "text", text: "yes" }]);
  });

  test("names each source once, after the text that rests on it", () => {
    const source = (url: string, title = "") => ({ url, title, quote: "" });
    const turn = turnOf(
      message("hi"),
      chunk("It rains."),
      { type: "cited", sources: [source("https://a.example", "A"), source("https://b.example")] },
      { type: "cited", sources: [source("https://a.example", "A"), source("https://c.example")] },
      chunk(" Still."),
    );
    expect(turn.blocks.map((block) => block.kind)).toEqual(["text", "sources", "text"]);
    const [, sources] = turn.blocks;
    expect(sources?.kind === "sources" && sources.sources.map(({ url }) => url)).toEqual([
      "https://a.example",
      "https://b.example",
      "https://c.example",
    ]);
  });

  test("says so where another provider continues what was shown, and is silent where nothing was", () => {
    const switched = (after_text: boolean): JournalEvent => ({
      type: "provider_switched",
      failed: "openai",
      provider: "anthropic",
      model: "claude",
      reason: "It is down.",
      after_text,
    });
    const silent = turnOf(message("hi"), switched(false), chunk("Hello."));
    expect(silent.blocks).toEqual([{ kind: "text", text: "Hello." }]);
    expect(answeredInstead(silent)).toBe("anthropic / claude");
    expect(answeredInstead(turnOf(message("hi"), chunk("Hello.")))).toBeNull();
    const told = turnOf(message("hi"), chunk("Hel"), switched(true), chunk("lo."));
    expect(told.blocks[1]).toEqual({
      kind: "note",
      text: "openai broke off here; anthropic / claude continues.",
    });
  });

  test("is redone after it was undone", () => {
    const redone = script([["x", { type: "turn_undone", undone_run_id: "run1", revision: 10, redone: true }]], 22);
    expect(addEntries(read(everyKind), redone).undone).toEqual({ run1: false });
  });
});

describe("how a turn stands", () => {
  const label = (...events: JournalEvent[]) => standingOf(turnOf(message("hi"), ...events), false).label;

  test("while it runs", () => {
    expect(label()).toBe("Thinking…");
    expect(label(started)).toBe("Thinking…");
    expect(label(started, chunk("a"))).toBe("Writing…");
    expect(label(called(...two))).toBe("Working…");
    expect(label(called(...two), proposal(two))).toBe("Waiting for your decision");
    expect(label(called(...two), proposal(two), decision(["a"]))).toBe("Working…");
  });

  test("when it ended", () => {
    expect(label(chunk("a"), complete())).toBe("Answered");
    expect(label(called(...two), proposal(two), decision(["a"]), result("a"), complete())).toBe("Applied");
    expect(label({ type: "response_interrupted", reason: "stopped" })).toBe("Stopped");
    expect(label(chunk("a"), { type: "response_interrupted", reason: "crashed" })).toBe(
      "Interrupted: the server went away while it was answering; what was shown is kept",
    );
    expect(label({ type: "response_interrupted", reason: "shutdown" })).toContain("what was shown is kept");
  });

  test("when everything was rejected, reading aside", () => {
    const no = (id: string) => result(id, { outcome: "rejected", success: false, revision: null });
    const looked = proposedCall("look", { effect: "read", changes: [] });
    const turn = turnOf(
      message("hi"),
      called(looked, ...two),
      result("look", { revision: null }),
      proposal(two),
      decision([], { verdict: "reject" }),
      no("a"),
      no("b"),
      complete(),
    );
    expect(standingOf(turn, false).label).toBe("Rejected: nothing was changed");
    expect(changedSomething(turn)).toBe(false);
  });

  test("an error keeps what was shown before it", () => {
    const turn = turnOf(message("hi"), chunk("Half an"), {
      type: "response_error",
      error: "timeout",
      message: "It took too long.",
      provider: "openai",
      recovery: "retry",
      retry_after: null,
    });
    expect(turn.blocks).toEqual([{ kind: "text", text: "Half an" }]);
    expect(standingOf(turn, false)).toEqual({ label: "Failed", tone: "danger" });
  });
});

describe("proposals", () => {
  test("wait for the user, also after a reload in between", () => {
    const conversation = read(script([message("hi"), called(...two), proposal(two)]));
    expect(openProposalOf(runningTurn(conversation))?.proposal_id).toBe("p1");
    expect(standings(conversation.turns[0] as Turn)).toEqual(["waiting", "waiting"]);
  });

  test("that need no decision do not wait", () => {
    const turn = turnOf(message("hi"), called(...two), proposal(two, { needs_decision: false }));
    expect(openProposalOf(turn)).toBeNull();
    expect(turn.blocks.find((block) => block.kind === "proposal")).toMatchObject({ state: "passed" });
  });

  test("describe their calls", () => {
    const risky = proposedCall("a", { effect: "major", reasons: ["deletes 12"], changes: [added("x")] });
    const turn = turnOf(message("hi"), called(risky), proposal([risky]));
    expect(callsOf(turn)[0]).toMatchObject({ effect: "major", reasons: ["deletes 12"], changes: [added("x")] });
    expect(callsOf(turn)[0]?.call.sentence).toBe("Make thing a");
  });

  test("can be approved in part and with edits", () => {
    const turn = turnOf(
      message("hi"),
      called(...two),
      proposal(two),
      decision(["b"], { edited: { b: { size: 5 } } }),
      result("a", { outcome: "rejected", success: false, revision: null }),
      result("b"),
      complete(),
    );
    expect(standings(turn)).toEqual(["rejected", "done"]);
    expect(callsOf(turn)[1]).toMatchObject({ unedited: { size: 1, color: [255, 0, 0] }, approved: true, call: { arguments: { size: 5 } } });
    expect(changedSomething(turn)).toBe(true);
  });

  test("that went stale are superseded by the one that replaces them", () => {
    const anew = proposal(two, { proposal_id: "p2", replaces: "p1", digest: "digest-2" });
    const turn = turnOf(message("hi"), called(...two), proposal(two), anew);
    const states = turn.blocks.flatMap((block) => (block.kind === "proposal" ? [block.state] : []));
    expect(states).toEqual(["superseded", "open"]);
    expect(openProposalOf(turn)?.digest).toBe("digest-2");
  });

  test("do not wait any more once their run ended", () => {
    const turn = turnOf(message("hi"), called(...two), proposal(two), {
      type: "response_interrupted",
      reason: "stopped",
    });
    expect(openProposalOf(turn)).toBeNull();
    expect(standings(turn)).toEqual(["not_run", "not_run"]);
  });
});

describe("results", () => {
  test("an approved call without a result after a crash is unknown, never done", () => {
    const turn = turnOf(message("hi"), called(...two), proposal(two), decision(["a"]), {
      type: "response_interrupted",
      reason: "crashed",
    });
    expect(standings(turn)).toEqual(["unknown", "not_run"]);
  });

  test("of a call nobody announced is shown all the same", () => {
    const turn = turnOf(message("hi"), result("ghost", { outcome: "failed", error: "no such thing" }));
    expect(callsOf(turn)[0]).toMatchObject({ call: { name: "make_thing" }, result: { error: "no such thing" } });
  });
});

describe("work of agents", () => {
  const works = (turn: Turn | undefined) =>
    turn?.blocks.flatMap((block) => (block.kind === "work" ? [`${block.work.task} ${block.work.status}`] : []));

  test("is one block for each piece, kept up to date where it stands", () => {
    const turn = turnOf(message("hi"), working("a"), working("b"), chunk("so"), working("a", { status: "done" }));
    expect(turn.blocks.map(({ kind }) => kind)).toEqual(["work", "work", "text"]);
    expect(works(turn)).toEqual(["a done", "b running"]);
  });

  test("that no run asked for stands by itself, and leaves the run that goes on alone", () => {
    const { turns } = read(
      script([message("hi"), [null, working("a")], [null, working("b")], chunk("well"), [null, working("a", { status: "failed" })]]),
    );
    expect(turns.map((turn) => turn.message?.text ?? null)).toEqual(["hi", null]);
    expect(works(turns[1])).toEqual(["a failed", "b running"]);
    const conversation = { ...emptyConversation, turns };
    expect(runningTurn(conversation)?.blocks).toEqual([{ kind: "text", text: "well" }]);
  });
});

describe("spending", () => {
  test("sums the requests while the turn runs, and one unknown price makes the sum unknown", () => {
    expect(spendingOf(turnOf(message("hi"), spent(0.001), spent(0.002)))).toMatchObject({ tokens: 2468, costUsd: 0.003 });
    expect(spendingOf(turnOf(message("hi"), spent(0.001), spent(null)))?.costUsd).toBeNull();
    expect(spendingOf(turnOf(message("hi")))).toBeNull();
  });

  test("is settled by the end of the run", () => {
    expect(spendingOf(turnOf(message("hi"), spent(0.5), complete(0.0021)))).toMatchObject({
      tokens: 1234,
      costUsd: 0.0021,
      offline: false,
    });
    expect(spendingOf(turnOf(message("hi", "offline"), spent(0, "offline"), complete(0)))?.offline).toBe(true);
  });
});

test("older turns are put before the known ones", () => {
  const older = read(everyKind);
  const known = read(script([["run2", message("later")], ["run2", complete()]], 22));
  const all = prependOlder(older, known);
  expect(all.turns.map((turn) => turn.runId)).toEqual(["run1", "run2"]);
  expect(all.lastSeq).toBe(23);
  expect(all.title).toBe("A chat");
  expect(all.undone).toEqual({ run1: true });
});
