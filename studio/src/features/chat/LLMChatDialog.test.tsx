import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { chunk, complete, decision, message, result, started, working } from "../../lib/conversationScript";
import type { JournalEvent, Recovery } from "../../lib/events";
import { LLMChatDialog } from "./LLMChatDialog";
import { click, DIALOG, input, open, press, server, type, waiting, stageDialog } from "./openedDialog";

stageDialog();

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
      pictures: [],
      model: "openai/big",
      confirmation: "selective",
      scope: { timelines: null, playhead_ms: 0 },
    }),
  );
  server.journal(message("hello"), started, chunk("Good **day**"));
  await waitFor(() => expect(screen.getByTestId("answer").querySelector("strong")?.textContent).toBe("day"));
  expect(screen.getByTestId("turn-state").textContent).toBe("Writing…");
  expect(screen.getByRole("log").getAttribute("aria-busy")).toBe("true");
  server.journal(complete());
  await waitFor(() => expect(screen.getByTestId("turn-usage").textContent).toBe("1,234 tokens · $0.0021"));
  await waitFor(() => expect(screen.getByTestId("status-region").textContent).toBe("Response complete"));
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
    "Small",
    "Other: no key",
  ]);
  expect(options[3]?.disabled).toBe(true);
});

test("models stand together by provider, and the chosen one tells what it can hold, costs and sees", async () => {
  await open();
  const select = screen.getByTestId<HTMLSelectElement>("model");
  const groups = [...select.querySelectorAll("optgroup")].map((group) => [
    group.label,
    [...group.children].map((option) => option.textContent),
  ]);
  expect(groups[1]).toEqual(["openai", ["Big", "Small"]]);
  fireEvent.change(select, { target: { value: "offline" } });
  expect(screen.queryByTestId("model-facts")).toBeNull();
  fireEvent.change(select, { target: { value: "openai/big" } });
  expect(screen.getByTestId("model-facts").textContent).toBe(
    "1.05M tokens of context · $1.00 in, $5.00 out per million tokens · sees pictures",
  );
  fireEvent.change(select, { target: { value: "openai" } });
  expect(screen.getByTestId("model-facts").textContent).toBe("price unknown");
});

test("the targets left ticked go along as the scope", async () => {
  await open();
  fireEvent.click(screen.getByLabelText("Two"));
  expect(screen.getByTestId("targets").textContent).toBe("1 of 2 parts");
  type("go");
  press("Enter");
  await waitFor(() =>
    expect(server.bodyOf("/conversations/c1/messages")).toMatchObject({ scope: { timelines: ["t1"] } }),
  );
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

test("agents at work are seen in the turn they work for, with what they found out", async () => {
  await open(message("go"), started, working("t1", { progress: 0.5 }));
  const work = await screen.findByTestId("work");
  expect(work.textContent).toBe("Planning agent Writing the outline");
  expect(within(work).getByRole("progressbar", { hidden: true }).getAttribute("aria-valuenow")).toBe("50");
  server.journal(working("t1", { status: "done", progress: 1, insight: "A fable." }));
  await waitFor(() => expect(screen.getByTestId("insight").textContent).toBe("Agent insight: A fable."));
  expect(screen.getByTestId("work").dataset.standing).toBe("done");
  server.journal(working("t2"), { type: "response_interrupted", reason: "stopped" });
  await waitFor(() => expect(screen.getAllByTestId("work")[1]?.dataset.standing).toBe("stopped"));
});

test("work that was begun outside of the chat stands between the turns", async () => {
  await open();
  server.journalOf(null, working("t1", { status: "done", insight: "Two characters." }));
  const aside = await screen.findByTestId("aside");
  expect(aside.textContent).toContain("Two characters.");
  expect(screen.queryByTestId("turn-state")).toBeNull();
});
