import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toastStore } from "../toasts";
import { confirm, forgetStanding, loadStanding, noteStanding, standingStore } from "./standing";
import { standing } from "./testing";

let release: (() => void)[];
let answers: { status: number; body: object }[];

/** A server that answers when it is let. */
beforeEach(() => {
  release = [];
  answers = [];
  vi.stubGlobal("fetch", async () => {
    const { status, body } = answers.shift() ?? { status: 500, body: {} };
    await new Promise<void>((resolve) => release.push(resolve));
    return Response.json(body, { status });
  });
});

afterEach(() => {
  forgetStanding();
  toastStore.setState({ toasts: [] });
  vi.unstubAllGlobals();
});

const letGo = async () => {
  await vi.waitFor(() => expect(release).toHaveLength(1));
  release.pop()?.();
};
const state = () => standingStore.getState().standing?.state;

test("what the socket tells while an answer is on its way is not overwritten by the older answer", async () => {
  answers.push({ status: 200, body: standing({ state: "outline_generating" }) });
  const loading = loadStanding("f");
  noteStanding(standing({ state: "outline_generated" }));
  await letGo();
  await loading;
  expect(state()).toBe("outline_generated");
});

test("after a request the server is asked how the film stands", async () => {
  answers.push({ status: 200, body: standing() });
  const loading = loadStanding("f");
  await letGo();
  await loading;
  answers.push({ status: 200, body: {} }, { status: 200, body: standing({ state: "storyboard_confirmed" }) });
  const asked = confirm("storyboard");
  expect(standingStore.getState().asking).toBe(true);
  await letGo();
  await letGo();
  await asked;
  expect(standingStore.getState()).toMatchObject({ asking: false, standing: { state: "storyboard_confirmed" } });
});

test("a request that is refused is told in the server's words", async () => {
  answers.push({ status: 409, body: { error: "illegal_transition", message: "There is no outline yet." } });
  const asked = confirm("outline");
  await letGo();
  await asked;
  expect(toastStore.getState().toasts[0]?.message).toBe("There is no outline yet.");
  expect(standingStore.getState().asking).toBe(false);
});
