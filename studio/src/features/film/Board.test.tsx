import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change } from "../../lib/contract";
import { proposal, proposedCall } from "../../lib/conversationScript";
import type { Standing } from "../../lib/film/contract";
import { filmSession } from "../../lib/film/session";
import { forgetStanding, loadStanding, noteStanding } from "../../lib/film/standing";
import { collections, shot, standing } from "../../lib/film/testing";
import { closeProposal, openProposal } from "../../lib/proposals";
import { Board } from "./Board";

const HISTORY = { can_undo: false, undo_note: null, can_redo: false, redo_note: null };

let sent: { method: string; path: string; body: unknown }[];
let present: Standing;
let broughtIntoView: (string | null)[];

/** A server that has the small film, and takes every edit. */
async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url, location.origin).pathname.replace("/api/v1", "");
  const text = request.method === "GET" ? "" : await request.text();
  const body = text ? (JSON.parse(text) as { changes?: Change[] }) : undefined;
  sent.push({ method: request.method, path, body });
  if (path.endsWith("/changes")) {
    const transaction = { document_id: "f", revision: 2, author: "human", note: "", at_ms: 0, kind: "edit", group: "", target: "", changes: body?.changes };
    return Response.json({ transaction, history: HISTORY });
  }
  if (path.endsWith("/state")) return Response.json(present);
  if (path === "/documents/f")
    return Response.json({ id: "f", kind: "episode", name: "", revision: 1, conversation_id: "c", history: HISTORY, collections: collections() });
  return Response.json({});
}

async function opened(part: Partial<Standing> = {}): Promise<void> {
  present = standing(part);
  await filmSession.open("f");
  await loadStanding("f");
  render(<Board onLook={() => undefined} />);
}

beforeEach(() => {
  sent = [];
  broughtIntoView = [];
  Element.prototype.scrollIntoView = function show() {
    broughtIntoView.push(this.getAttribute("data-card"));
  };
  vi.stubGlobal("fetch", (asked: Request | string, init?: RequestInit) =>
    answer(typeof asked === "string" ? new Request(new URL(asked, location.origin), init) : asked),
  );
  vi.stubGlobal("WebSocket", class { close() {} });
  Object.assign(URL, { createObjectURL: () => "blob:drawn", revokeObjectURL: () => undefined });
});

afterEach(() => {
  cleanup();
  closeProposal();
  filmSession.close();
  forgetStanding();
  vi.unstubAllGlobals();
});

const statusOf = (station: string) => screen.getByTestId(`step-${station}`).dataset.status;
const panels = () => screen.getAllByTestId("card-shots").map((card) => card.getAttribute("aria-label"));

test("the steps show how far the film is, and the button says what comes next", async () => {
  await opened();
  expect(["idea", "outline", "scenes", "storyboard", "video"].map(statusOf)).toEqual(["done", "done", "done", "waiting", "todo"]);
  fireEvent.click(screen.getByRole("button", { name: "Confirm the storyboard" }));
  await waitFor(() =>
    expect(sent).toContainEqual({ method: "POST", path: "/conversational/episode/f/storyboard/confirm", body: { llm_model: null } }),
  );
});

test("an agent at work is named, with how far it is and a way to stop it", async () => {
  const activity = {
    step: "storyboard", agent: "Scene design agent", status: "running", stage: "scene_design", progress: 0.5,
    message: "Designing", insight: "", error: null,
  } as const;
  await opened({ activity });
  expect(statusOf("storyboard")).toBe("working");
  expect(screen.getByRole("status").textContent).toBe("Scene design agent Designing");
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("50");
  fireEvent.click(screen.getByTestId("cancel-step"));
  await waitFor(() => expect(sent.some(({ path }) => path.endsWith("/cancel"))).toBe(true));
});

test("a step that failed says why, and can be tried again", async () => {
  const activity = {
    step: "scenes", agent: "", status: "failed", stage: "", progress: 0, message: "", insight: "", error: "The key was refused.",
  } as const;
  await opened({ activity });
  expect(screen.getByTestId("step-message").textContent?.trim()).toBe("The key was refused.");
  fireEvent.click(screen.getByTestId("try-again"));
  await waitFor(() => expect(sent.some(({ path }) => path.endsWith("/scenes/generate"))).toBe(true));
});

test("text is edited where it stands, as one transaction", async () => {
  await opened();
  const synopsis = screen.getByLabelText("Synopsis");
  fireEvent.change(synopsis, { target: { value: "A keeper meets the sea." } });
  expect(sent.some(({ path }) => path.endsWith("/changes"))).toBe(false);
  fireEvent.blur(synopsis);
  await waitFor(() =>
    expect(sent.at(-1)).toMatchObject({
      path: "/documents/f/changes",
      body: { note: "Change the synopsis", changes: [{ collection: "outline", after: { synopsis: "A keeper meets the sea." } }] },
    }),
  );
});

test("Escape takes back what was typed", async () => {
  await opened();
  const name = screen.getAllByLabelText("Name")[0]!;
  fireEvent.change(name, { target: { value: "Nobody" } });
  fireEvent.keyDown(name, { key: "Escape" });
  fireEvent.blur(name);
  expect((name as HTMLTextAreaElement).value).toBe("The shore");
  expect(sent.some(({ path }) => path.endsWith("/changes"))).toBe(false);
});

test("a shot is moved, and opened with all of its fields", async () => {
  await opened();
  HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
    this.open = true;
  };
  fireEvent.click(screen.getByRole("button", { name: "Move shot 3 earlier" }));
  expect(panels()).toEqual(["Shot 1, medium shot: Picture 1", "Shot 2, medium shot: Picture 3", "Shot 3, medium shot: Picture 2"]);
  fireEvent.click(screen.getByRole("button", { name: "Open shot 2" }));
  const inspector = within(screen.getByTestId("shot-inspector"));
  expect((inspector.getByLabelText("Dialogue") as HTMLTextAreaElement).value).toBe("Stay.");
  fireEvent.change(inspector.getByLabelText("Camera angle"), { target: { value: "CLOSE-UP" } });
  expect(panels()[1]).toBe("Shot 2, close-up: Picture 3");
});

test("a proposal is seen on the cards before it applies, and decided on the board", async () => {
  await opened();
  const changes = [
    { collection: "shots", id: "a", before: { ...shot(0) }, after: { ...shot(0), camera_angle: "CLOSE-UP" } },
    { collection: "shots", id: "n", before: null, after: { ...shot(3), visual_desc: "A letter" } },
    { collection: "scenes", id: "tower", before: {}, after: null },
  ] as Change[];
  openProposal("run1", proposal([proposedCall("x", { changes })]));
  const bar = within(await screen.findByTestId("proposal-bar"));
  expect(bar.getByText("3 changes proposed")).toBeTruthy();
  await waitFor(() => expect(broughtIntoView).toEqual(["shots/a"]));
  expect(screen.getByTestId("differences").textContent).toBe("Camera angleMedium shot → Close-up");
  expect(panels().at(-1)).toBe("Shot 4, medium shot: A letter, would be added");
  expect(screen.getByLabelText("Scene 2: The tower, would be removed")).toBeTruthy();
  fireEvent.click(bar.getByTestId("bar-approve"));
  await waitFor(() =>
    expect(sent.find(({ path }) => path.endsWith("/decision"))?.body).toMatchObject({ verdict: "approve", digest: "digest-1" }),
  );
});

test("a film of earlier shots says so and offers to be made again", async () => {
  const film = { key: "k", url: "/film.mp4", poster_url: "/p.jpg", subtitles_url: "/s.vtt", fresh: false, seconds: 30, shot_starts: [2.75, 12], made: {}, reused: {}, findings: [] };
  await opened({ film });
  expect(screen.getByTestId("stale").textContent).toContain("This film shows an earlier version.");
  expect(screen.getByTestId("download").getAttribute("href")).toBe("/film.mp4?download=true");
  expect(statusOf("video")).toBe("stale");
  noteStanding({ ...present, film: { ...film, fresh: true } });
  await waitFor(() => expect(screen.queryByTestId("stale")).toBeNull());
});
