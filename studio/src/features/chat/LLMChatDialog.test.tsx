import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
  started,
} from "../../lib/conversationScript";
import type { JournalEvent, Recovery } from "../../lib/events";
import { getGhosts } from "../../lib/proposals";
import { LLMChatDialog } from "./LLMChatDialog";
import { ScriptedServer } from "./scriptedServer";

const DIALOG = {
  documentId: "d1",
  conversationId: "c1",
  onConversation: () => undefined,
  title: "Helper",
  greeting: "What now?",
  placeholder: "Say it",
  targets: [
    { id: "t1", label: "One" },
    { id: "t2", label: "Two" },
  ],
  targetsLabel: "Parts",
  scopeOf: (parts: string[] | null) => ({ parts }),
  suggestions: ["Do this", "Do that"],
  previewLabel: "Show it there",
};

const PROPOSALS = "/runs/run1/proposals/p1";
let server: ScriptedServer;

beforeEach(() => {
  // jsdom measures nothing, so the list keeps its turns hidden; the newest is mounted all the same.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
    this.open = true;
  };
  server = new ScriptedServer();
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

async function open(...events: JournalEvent[]) {
  server.journal(...events);
  render(<LLMChatDialog {...DIALOG} />);
  await waitFor(() => expect(screen.getByTestId<HTMLSelectElement>("model").value).not.toBe(""));
  await waitFor(() => expect(server.sent.some(({ path }) => path.endsWith("/stream"))).toBe(true));
}

const input = () => screen.getByTestId<HTMLTextAreaElement>("chat-input");
const type = (text: string) => fireEvent.change(input(), { target: { value: text } });
const press = (key: string, more = {}) => fireEvent.keyDown(input(), { key, ...more });
const click = (testId: string) => fireEvent.click(screen.getByTestId(testId));

const two = [proposedCall("a"), proposedCall("b")];
const waiting = [message("make two"), started, called(...two), proposal(two)];

test("a message goes out with the model, the mode and the scope, and its answer streams in", async () => {
  await open();
  fireEvent.change(screen.getByTestId("model"), { target: { value: "openai/big" } });
  fireEvent.change(screen.getByTestId("mode"), { target: { value: "selective" } });
  type("hello");
  press("Enter");
  expect(input().value).toBe("");
  await waitFor(() =>
    expect(server.bodyOf("/conversations/c1/messages")).toEqual({
      text: "hello",
      model: "openai/big",
      confirmation: "selective",
      scope: { parts: null },
    }),
  );
  server.journal(message("hello"), started, chunk("Good **day**"));
  await waitFor(() => expect(screen.getByTestId("answer").querySelector("strong")?.textContent).toBe("day"));
  expect(screen.getByTestId("turn-state").textContent).toBe("Writing…");
  expect(screen.getByRole("log").getAttribute("aria-busy")).toBe("true");
  server.journal(complete());
  await waitFor(() => expect(screen.getByTestId("turn-usage").textContent).toBe("1,234 tokens · $0.0021"));
  expect(screen.getByTestId("status-region").textContent).toBe("Response complete");
  expect(screen.getByRole("log").getAttribute("aria-busy")).toBe("false");
});

test("a suggestion is sent when it is chosen", async () => {
  await open();
  fireEvent.click(await screen.findByText("Do that"));
  await waitFor(() => expect(server.bodyOf("/conversations/c1/messages")).toMatchObject({ text: "Do that" }));
});

test("Shift+Enter makes a new line, ArrowUp recalls what was sent, and a draft survives a reload", async () => {
  await open(message("first"), complete(), message("second"), complete());
  await screen.findByTestId("turn");
  press("ArrowUp");
  expect(input().value).toBe("second");
  press("ArrowUp");
  expect(input().value).toBe("first");
  type("half a thought");
  press("Enter", { shiftKey: true });
  press("ArrowUp");
  expect(input().value).toBe("half a thought");
  cleanup();
  render(<LLMChatDialog {...DIALOG} />);
  expect((await screen.findByTestId<HTMLTextAreaElement>("chat-input")).value).toBe("half a thought");
});

test("a message that is refused comes back into the input with the server's words", async () => {
  await open();
  server.answers.set("POST /conversations/c1/messages", {
    status: 409,
    body: { error: "conversation_busy", message: "An answer is under way." },
  });
  type("now");
  press("Enter");
  await screen.findByText("An answer is under way.");
  expect(input().value).toBe("now");
});

test("models without a key cannot be chosen, and offline is labelled as no language model", async () => {
  await open();
  const options = [...screen.getByTestId<HTMLSelectElement>("model").options];
  expect(options.map(({ text }) => text)).toEqual([
    "Offline commands (not a language model)",
    "Big",
    "Other: no key",
  ]);
  expect(options[2]?.disabled).toBe(true);
});

test("the targets left ticked go along as the scope", async () => {
  await open();
  fireEvent.click(screen.getByLabelText("Two"));
  expect(screen.getByTestId("targets").textContent).toBe("1 of 2 parts");
  type("go");
  press("Enter");
  await waitFor(() =>
    expect(server.bodyOf("/conversations/c1/messages")).toMatchObject({ scope: { parts: ["t1"] } }),
  );
});

test("a waiting proposal is there after a reload, with its ghosts, and is approved as it was shown", async () => {
  await open(...waiting);
  const card = await screen.findByTestId("proposal");
  expect(within(card).getByText("2 added")).toBeTruthy();
  expect(getGhosts()?.changes).toHaveLength(2);
  expect(screen.getByTestId("turn-state").textContent).toBe("Waiting for your decision");
  expect(screen.getByTestId("status-region").textContent).toBe("Approval needed: 2 changes");
  click("ghost-toggle");
  expect(getGhosts()).toBeNull();
  click("ghost-toggle");
  click("approve-all");
  await waitFor(() =>
    expect(server.bodyOf(`${PROPOSALS}/decision`)).toEqual({
      verdict: "approve",
      digest: "digest-1",
      call_ids: null,
      edited: {},
    }),
  );
  server.journal(decision(["a", "b"]), result("a"), result("b"), complete());
  await waitFor(() => expect(screen.getByTestId("turn-state").textContent).toBe("Applied"));
  expect(getGhosts()).toBeNull();
  expect(screen.getAllByTestId("call-card")).toHaveLength(2);
});

test("only the ticked calls are approved", async () => {
  await open(...waiting);
  const [first] = within(await screen.findByTestId("proposal")).getAllByLabelText(/^Make thing/);
  if (first) fireEvent.click(first);
  expect(getGhosts()?.changes).toEqual([added("thing-b")]);
  click("approve-selected");
  await waitFor(() => expect(server.bodyOf(`${PROPOSALS}/decision`)).toMatchObject({ call_ids: ["b"] }));
});

test("edited arguments are previewed, and approved by the digest of the preview", async () => {
  await open(...waiting);
  const seen = proposal([proposedCall("a", { changes: [added("bigger")] }), two[1] ?? proposedCall("b")], { digest: "digest-2" });
  server.answers.set(`POST ${PROPOSALS}/preview`, { body: seen });
  await screen.findByTestId("proposal");
  fireEvent.click(screen.getAllByTestId("edit-call")[0] as HTMLElement);
  fireEvent.change(screen.getByLabelText("Size"), { target: { value: "5" } });
  expect(screen.getByTestId<HTMLButtonElement>("approve-all").disabled).toBe(true);
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("approve-all").disabled).toBe(false));
  const edited = { a: { size: 5, color: [255, 0, 0] } };
  expect(server.bodyOf(`${PROPOSALS}/preview`)).toEqual({ edited, call_ids: null });
  expect(getGhosts()?.changes[0]?.id).toBe("bigger");
  click("approve-all");
  await waitFor(() => expect(server.bodyOf(`${PROPOSALS}/decision`)).toMatchObject({ digest: "digest-2", edited }));
  server.journal(decision(["a", "b"], { edited }), result("a"), result("b"), complete());
  await screen.findByText("Edited by you: Size 1 → 5");
});

test("arguments that do not fit are refused inline and cannot be approved", async () => {
  await open(...waiting);
  const refusal = { error: "tool_validation", message: "size must be positive" };
  server.answers.set(`POST ${PROPOSALS}/preview`, { status: 422, body: refusal });
  await screen.findByTestId("proposal");
  fireEvent.click(screen.getAllByTestId("edit-call")[0] as HTMLElement);
  fireEvent.change(screen.getByLabelText("Size"), { target: { value: "-1" } });
  await screen.findByText("size must be positive");
  expect(screen.getByTestId<HTMLButtonElement>("approve-all").disabled).toBe(true);
  fireEvent.click(screen.getByText("Revert"));
  expect(screen.getByLabelText<HTMLInputElement>("Size").value).toBe("1");
  expect(screen.getByTestId<HTMLButtonElement>("approve-all").disabled).toBe(false);
});

test("a stale decision shows the server's words, and the new proposal takes the place of the old", async () => {
  await open(...waiting);
  const stale = { error: "decision", message: "The document changed meanwhile." };
  server.answers.set(`POST ${PROPOSALS}/decision`, { status: 409, body: stale });
  await screen.findByTestId("proposal");
  click("approve-all");
  await screen.findByText("The document changed meanwhile.");
  server.journal(proposal(two, { proposal_id: "p2", replaces: "p1", digest: "digest-9" }));
  await waitFor(() => expect(screen.getByTestId("proposal-past").dataset.state).toBe("superseded"));
  expect(screen.getByTestId<HTMLButtonElement>("approve-all").disabled).toBe(false);
});

test("rejecting takes an optional reason along", async () => {
  await open(...waiting);
  await screen.findByTestId("proposal");
  fireEvent.click(screen.getByText("Reason…"));
  fireEvent.change(screen.getByLabelText(/Reason for rejecting/), { target: { value: "too big" } });
  click("reject");
  await waitFor(() =>
    expect(server.bodyOf(`${PROPOSALS}/decision`)).toMatchObject({ verdict: "reject", reason: "too big" }),
  );
});

test("Ctrl+Enter approves, but not from a message that is being written", async () => {
  await open(...waiting);
  await screen.findByTestId("proposal");
  type("wait, first");
  press("Enter", { ctrlKey: true });
  expect(server.bodyOf(`${PROPOSALS}/decision`)).toBeUndefined();
  type("");
  press("Enter", { ctrlKey: true });
  await waitFor(() => expect(server.bodyOf(`${PROPOSALS}/decision`)).toMatchObject({ verdict: "approve" }));
});

test("the focus moves to the proposal only from an empty input", async () => {
  await open(message("make two"), started, called(...two));
  await screen.findByTestId("turn");
  input().focus();
  type("something else");
  server.journal(proposal(two));
  await screen.findByTestId("proposal");
  expect(document.activeElement).toBe(input());
  type("");
  server.journal(proposal(two, { proposal_id: "p2", replaces: "p1" }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("approve-all")));
});

test("a run that is going can be stopped, by its id", async () => {
  await open(message("go"), started, chunk("I am"));
  fireEvent.click(await screen.findByTestId("stop"));
  await waitFor(() => expect(server.sent.some(({ path }) => path === "/runs/run1/stop")).toBe(true));
  server.journal({ type: "response_interrupted", reason: "stopped" });
  await waitFor(() => expect(screen.getByTestId("turn-state").textContent).toBe("Stopped"));
  expect(screen.getByTestId("answer").textContent).toContain("I am");
});

test("a turn is undone and redone; conflicts are listed", async () => {
  await open(...waiting, decision(["a"]), result("a"), complete());
  fireEvent.click(await screen.findByTestId("undo-turn"));
  await waitFor(() => expect(server.sent.some(({ path }) => path === "/runs/run1/undo")).toBe(true));
  server.journal({ type: "turn_undone", undone_run_id: "run1", revision: 9, redone: false });
  await screen.findByTestId("redo-turn");
  const conflict = { error: "conflict", message: "Not now.", conflicts: ["Thing a was moved by you"] };
  server.answers.set("POST /runs/run1/redo", { status: 409, body: conflict });
  click("redo-turn");
  await screen.findByText("Thing a was moved by you");
});

const failure = (recovery: Recovery, retry_after: number | null = null): JournalEvent => ({
  type: "response_error",
  error: "some_code",
  message: "It did not work.",
  provider: "openai",
  recovery,
  retry_after,
});

test.each<[Recovery, () => boolean]>([
  ["retry", () => server.sent.some(({ path }) => path.endsWith("/messages"))],
  ["check_key", () => screen.queryByText("coda keys set openai") !== null],
  ["change_model", () => document.activeElement === screen.getByTestId("model")],
  ["shorten", () => document.activeElement === input()],
])("an error is one sentence with one button that leads on: %s", async (recovery, happened) => {
  await open(message("go"), failure(recovery));
  const error = await screen.findByTestId("error");
  expect(within(error).getByRole("alert", { hidden: true }).textContent).toBe("It did not work.");
  expect(within(error).getAllByRole("button", { hidden: true })).toHaveLength(1);
  click("recovery");
  await waitFor(() => expect(happened()).toBe(true));
});

test("an error without a way out has no button, and one to wait for counts down", async () => {
  vi.spyOn(Date, "now").mockReturnValue(1_500);
  await open(message("go"), failure("none"), message("again"), failure("wait", 20));
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("recovery").disabled).toBe(true));
  expect(screen.getByTestId("recovery").textContent).toBe("Try again in 20 s");
  vi.mocked(Date.now).mockReturnValue(90_000);
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("recovery").disabled).toBe(false));
  vi.mocked(Date.now).mockRestore();
});
