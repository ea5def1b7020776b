/** Follows a conversation over SSE: every entry after the last one seen, in order, once. */

import { createParser } from "eventsource-parser";
import type { Entry } from "./events";

export type Connection = "connecting" | "live" | "lost" | "gone";

export type Follow = {
  url: string;
  /** The last `seq` already known. */
  after: number;
  onEntry: (entry: Entry) => void;
  onConnection: (connection: Connection) => void;
  signal: AbortSignal;
  fetch?: typeof fetch;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  random?: () => number;
};

export const FIRST_WAIT_MS = 400;
export const LONGEST_WAIT_MS = 15_000;
/** Three missed heartbeats of 15 s. */
const SILENCE_MS = 45_000;

export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      globalThis.removeEventListener?.("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    globalThis.addEventListener?.("online", done);
  });
}

/** The journal has no gaps, so one means that something was lost on the way: come back for it. */
class Gap extends Error {}

class Cursor {
  private forgiven = -1;
  constructor(public last: number) {}

  /** Whether the entry is new. Throws `Gap` once for each place where entries are missing. */
  take(entry: Entry): boolean {
    if (entry.seq <= this.last) return false;
    if (entry.seq > this.last + 1 && this.forgiven !== this.last) {
      this.forgiven = this.last;
      throw new Gap(`entries ${this.last + 1} to ${entry.seq - 1} are missing`);
    }
    this.last = entry.seq;
    return true;
  }
}

function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  let timer: ReturnType<typeof setTimeout>;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the stream fell silent")), SILENCE_MS);
  });
  return Promise.race([reader.read(), silence]).finally(() => clearTimeout(timer));
}

async function readFrames(
  body: ReadableStream<Uint8Array>,
  onData: (data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = createParser({ onEvent: (frame) => onData(frame.data) });
  try {
    for (;;) {
      const { done, value } = await readWithin(reader);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { seq, event } = value as Partial<Entry>;
  return typeof seq === "number" && typeof event === "object" && event !== null;
}

async function connectOnce(follow: Follow, cursor: Cursor): Promise<"gone" | "dropped"> {
  const get = follow.fetch ?? fetch;
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (cursor.last > 0) headers["Last-Event-ID"] = String(cursor.last);
  const response = await get(`${follow.url}?after=${cursor.last}`, {
    headers,
    signal: follow.signal,
    cache: "no-store",
  });
  if (response.status === 404) return "gone";
  if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
  follow.onConnection("live");
  await readFrames(response.body, (data) => {
    const entry: unknown = JSON.parse(data);
    if (isEntry(entry) && cursor.take(entry)) follow.onEntry(entry);
  });
  return "dropped";
}

/**
 * Returns when the signal is aborted or the conversation does not exist. The server's stream
 * never ends by itself: an end, with or without a finished run, is a drop and is resumed.
 */
export async function followConversation(follow: Follow): Promise<void> {
  const { signal, onConnection, wait = waitFor, random = Math.random } = follow;
  const cursor = new Cursor(follow.after);
  let failures = 0;
  onConnection("connecting");
  while (!signal.aborted) {
    const before = cursor.last;
    const outcome = await connectOnce(follow, cursor).catch(() => "dropped" as const);
    if (signal.aborted) return;
    if (outcome === "gone") return onConnection("gone");
    onConnection("lost");
    failures = cursor.last > before ? 0 : failures + 1;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    await wait(longest * (0.5 + random() / 2), signal);
  }
}
