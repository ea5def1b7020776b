import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change, Committed, Entity } from "../contract";
import { toastStore } from "../toasts";
import type { Collections, DocumentModel } from "./model";
import { answered, guardPage } from "./outbox";
import { DocumentSession } from "./session";

/** An application as small as can be: notes in one collection. */
class Notes implements DocumentModel {
  constructor(private readonly notes: Record<string, Entity> = {}) {}
  get = (_: string, id: string): Entity | null => this.notes[id] ?? null;
  set(_: string, id: string, entity: Entity | null): void {
    if (entity) this.notes[id] = entity;
    else delete this.notes[id];
  }
  apply(changes: readonly Change[]): void {
    for (const { collection, id, after } of changes) this.set(collection, id, after);
  }
  toCollections = () => ({ notes: this.notes });
}

class Socket {
  static last: Socket;
  readyState = WebSocket.OPEN;
  sent: unknown[] = [];
  onmessage: (event: { data: string }) => void = () => undefined;
  constructor() {
    Socket.last = this;
  }
  send = (text: string) => this.sent.push(JSON.parse(text));
  close = () => undefined;
  tell = (frame: object) => this.onmessage({ data: JSON.stringify(frame) });
}

const HISTORY = { can_undo: true, undo_note: "Write", can_redo: false, redo_note: null };
const change = (before: string | null, after: string | null, id = "a"): Change => ({
  collection: "notes",
  id,
  before: before === null ? null : { text: before },
  after: after === null ? null : { text: after },
});

const committed = (revision: number, ...changes: Change[]): Committed => ({
  transaction: { document_id: "d", revision, author: "human", note: "", at_ms: 0, kind: "edit", group: "", target: "", changes },
  history: HISTORY,
});

let sent: { base_revision?: number }[];
let answers: (() => { status?: number; body: unknown })[];
let news: object[];

function opened(text = "one") {
  const collections: Collections = { notes: { a: { text } } };
  const document = { id: "d", kind: "note", name: "Mine", revision: 5, conversation_id: "c", history: HISTORY, collections };
  answers.unshift(() => ({ body: structuredClone(document) }));
  return new DocumentSession<Notes, { type: "ink"; level: number }>({
    noun: "note",
    entities: "lines",
    model: ({ notes = {} }) => new Notes({ ...notes }),
    greeted: (id) => news.push({ id, greeted: true }),
    received: (id, frame) => news.push({ id, ...frame }),
  });
}

const settled = () => vi.waitFor(() => expect(answers).toHaveLength(0));
const textOf = (session: ReturnType<typeof opened>) => session.store.getState().model.get("notes", "a");

beforeEach(() => {
  answers = [];
  sent = [];
  news = [];
  vi.stubGlobal("WebSocket", Object.assign(Socket, { OPEN: 1 }));
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request.method === "POST" ? await request.json() : {});
    const { status = 200, body } = answers.shift()?.() ?? { status: 500, body: {} };
    return new Response(JSON.stringify(body), { status });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  toastStore.setState({ toasts: [] });
});

test("an edit shows at once, and the server's answer moves the revision", async () => {
  const session = opened();
  await session.open("d");
  answers.push(() => ({ body: committed(6, change("one", "two")) }));
  session.edit("Write", [change("one", "two")]);
  expect(textOf(session)).toEqual({ text: "two" });
  expect(session.store.getState().revision).toBe(5);
  await vi.waitFor(() => expect(session.store.getState().revision).toBe(6));
});

test("a refused edit is taken back, and can be tried again", async () => {
  const session = opened();
  await session.open("d");
  answers.push(() => ({ status: 422, body: { error: "invariant", message: "Too long." } }));
  session.edit("Write", [change("one", "two")]);
  await settled();
  await vi.waitFor(() => expect(textOf(session)).toEqual({ text: "one" }));
  expect(toastStore.getState().toasts[0]).toMatchObject({ message: "Too long.", action: { label: "Try again" } });
});

test("a conflict is told in the application's word, and the document is read anew", async () => {
  const session = opened();
  await session.open("d");
  answers.push(() => ({ status: 409, body: { error: "conflict", message: "Changed." } }));
  opened("three");
  answers.reverse();
  session.edit("Write", [change("one", "two")]);
  await vi.waitFor(() => expect(textOf(session)).toEqual({ text: "three" }));
  expect(toastStore.getState().toasts[0]?.message).toMatch(/^The note had changed meanwhile/);
});

test("transactions of others are taken in, in their order", async () => {
  const session = opened();
  await session.open("d");
  Socket.last.tell({ type: "transaction", ...committed(7, change("two", "three")) });
  expect(textOf(session)).toEqual({ text: "one" });
  Socket.last.tell({ type: "transaction", ...committed(6, change("one", "two")) });
  expect(textOf(session)).toEqual({ text: "three" });
  expect(session.store.getState().revision).toBe(7);
});

test("frames of the application reach it with the document's id, and its own go out", async () => {
  const session = opened();
  await session.open("d");
  Socket.last.tell({ type: "ink", level: 3 });
  expect(news).toEqual([{ id: "d", type: "ink", level: 3 }]);
  session.sendLive({ type: "blot" });
  expect(Socket.last.sent).toEqual([{ type: "blot" }]);
});

test("each time the socket opens the application hears of it, and what was missed is read anew", async () => {
  const session = opened();
  await session.open("d");
  Socket.last.tell({ type: "hello", revision: 5, history: HISTORY });
  expect(news).toEqual([{ id: "d", greeted: true }]);
  opened("four");
  Socket.last.tell({ type: "hello", revision: 9, history: HISTORY });
  await vi.waitFor(() => expect(textOf(session)).toEqual({ text: "four" }));
});

test("a document that cannot be opened says why, and closing forgets it", async () => {
  const session = opened();
  answers = [() => ({ status: 404, body: { error: "unknown_document", message: "There is no such note." } })];
  await session.open("d");
  expect(session.store.getState()).toMatchObject({ phase: "failed", problem: "There is no such note." });
  session.close();
  expect(session.store.getState()).toMatchObject({ phase: "none", id: "" });
});

test("edits that wait while the document is left still go out, one after another, before anything is listed", async () => {
  const session = opened();
  await session.open("d");
  const [first, second] = [change("one", "two"), change("two", "three")];
  answers.push(() => ({ body: committed(6, first) }), () => ({ body: committed(7, second) }));
  session.edit("Write", [first]);
  session.edit("Write", [second]);
  session.close();
  await answered();
  expect(sent.slice(1).map((edit) => edit.base_revision)).toEqual([5, 6]);
  expect(session.store.getState()).toMatchObject({ phase: "none", revision: 0 });
});

test("an edit of a document that was left and is refused takes nothing from the one that is open now", async () => {
  const session = opened();
  await session.open("d");
  answers.push(() => ({ status: 409, body: { error: "conflict", message: "Changed." } }));
  session.edit("Write", [change("one", "two")]);
  session.close();
  await answered();
  expect(toastStore.getState().toasts[0]?.message).toBe("The note had changed meanwhile, so this edit was not applied.");
  expect(sent).toHaveLength(2);
});

test("a page with an edit on its way is not left without asking", async () => {
  guardPage();
  const leave = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const session = opened();
  await session.open("d");
  answers.push(() => ({ body: committed(6, change("one", "two")) }));
  expect(leave()).toBe(false);
  session.edit("Write", [change("one", "two")]);
  expect(leave()).toBe(true);
  await answered();
  expect(leave()).toBe(false);
});
