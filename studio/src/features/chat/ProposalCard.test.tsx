import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { added, called, complete, decision, message, proposal, proposedCall, result, started } from "../../lib/conversationScript";
import { getGhosts } from "../../lib/proposals";
import { click, input, open, press, PROPOSALS, server, two, type, waiting, stageDialog } from "./openedDialog";

stageDialog();

test("a waiting proposal is there after a reload, with its ghosts, and is approved as it was shown", async () => {
  await open(...waiting);
  const card = await screen.findByTestId("proposal");
  expect(within(card).getByText("2 added")).toBeTruthy();
  await waitFor(() => expect(getGhosts()?.changes).toHaveLength(2));
  expect(screen.getByTestId("turn-state").textContent).toBe("Waiting for your decision");
  await waitFor(() => expect(screen.getByTestId("status-region").textContent).toBe("Approval needed: 2 changes"));
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
      reason: "",
    }),
  );
  server.journal(decision(["a", "b"]), result("a"), result("b"), complete());
  await waitFor(() => expect(screen.getByTestId("turn-state").textContent).toBe("Applied"));
  await waitFor(() => expect(getGhosts()).toBeNull());
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

