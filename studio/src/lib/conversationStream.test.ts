import { expect, test } from "vitest";
import { chunk, complete, message, script } from "./conversationScript";
import { type Connection, followConversation } from "./conversationStream";
import type { Entry } from "./events";

const entries = script([message("hi"), ...["a", "b", "c", "d"].map(chunk), complete()]);
const frame = (entry: Entry) => `id: ${entry.seq}\nevent: ${entry.event.type}\ndata: ${JSON.stringify(entry)}\n\n`;

function streamOf(...pieces: (string | Uint8Array)[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
      controller.close();
    },
  });
  return new Response(body, { status: 200, headers: { "content-type": "text/event-stream" } });
}

type Answer = () => Response;
type Request = { url: string; lastEventId: string | null };

/** Follows until the answers run out, and tells what was asked and what arrived. */
async function follow(answers: Answer[], after = 0) {
  const ended = new AbortController();
  const requests: Request[] = [];
  const seen: number[] = [];
  const connections: Connection[] = [];
  const waits: number[] = [];
  await followConversation({
    url: "/stream",
    after,
    onEntry: (entry) => seen.push(entry.seq),
    onConnection: (connection) => connections.push(connection),
    signal: ended.signal,
    fetch: async (url, init) => {
      requests.push({ url: String(url), lastEventId: new Headers(init?.headers).get("Last-Event-ID") });
      const answer = answers.shift();
      if (!answer) {
        ended.abort();
        throw new Error("no answer left");
      }
      return answer();
    },
    wait: async (ms) => void waits.push(ms),
    random: () => 1,
  });
  return { requests, seen, connections, waits };
}

const part = (from: number, to: number) => entries.slice(from - 1, to).map(frame).join("");

test("a dropped stream is resumed after the last entry seen", async () => {
  const { requests, seen, connections } = await follow([() => streamOf(part(1, 3)), () => streamOf(part(4, 6))]);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  expect(requests[0]).toEqual({ url: "/stream?after=0", lastEventId: null });
  expect(requests[1]).toEqual({ url: "/stream?after=3", lastEventId: "3" });
  expect(connections.slice(0, 4)).toEqual(["connecting", "live", "lost", "live"]);
});

test("entries sent twice are passed on once", async () => {
  const { seen } = await follow([() => streamOf(part(1, 4), part(3, 4)), () => streamOf(part(2, 6))]);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a stream may be cut anywhere, also inside of a frame or a character", async () => {
  const unusual = script([message("größer ☀️")]);
  const bytes = new TextEncoder().encode(unusual.map(frame).join(""));
  const pieces = [...bytes].map((byte) => new Uint8Array([byte]));
  const seen: Entry[] = [];
  const ended = new AbortController();
  await followConversation({
    url: "/stream",
    after: 0,
    onEntry: (entry) => {
      seen.push(entry);
      ended.abort();
    },
    onConnection: () => undefined,
    signal: ended.signal,
    fetch: async () => streamOf(...pieces),
    wait: async () => undefined,
  });
  expect(seen).toEqual(unusual);
});

test("a gap is fetched again, once", async () => {
  const { seen, requests } = await follow([() => streamOf(part(1, 2), part(4, 6)), () => streamOf(part(3, 6))]);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  expect(requests[1]?.lastEventId).toBe("2");
});

test("a gap that stays is accepted rather than asked for for ever", async () => {
  const gappy = () => streamOf(part(1, 2), part(4, 6));
  expect((await follow([gappy, gappy])).seen).toEqual([1, 2, 4, 5, 6]);
});

test("the waits grow while nothing comes and start over when something did", async () => {
  const down = () => new Response("", { status: 503 });
  const { waits } = await follow([down, down, down, () => streamOf(part(1, 1)), down]);
  expect(waits.slice(0, 5)).toEqual([800, 1600, 3200, 400, 800]);
});

test("comments, unreadable frames and foreign data do not reach the conversation", async () => {
  const { seen } = await follow([
    () => streamOf(": heartbeat\n\n", part(1, 1), "data: {oops\n\n"),
    () => streamOf('data: {"seq":"x"}\n\n', part(2, 3)),
  ]);
  expect(seen).toEqual([1, 2, 3]);
});

test("a conversation that does not exist is not asked for again", async () => {
  const { connections, requests } = await follow([() => new Response("", { status: 404 })]);
  expect(connections.at(-1)).toBe("gone");
  expect(requests).toHaveLength(1);
});
