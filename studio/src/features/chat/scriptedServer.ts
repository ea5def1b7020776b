/** The chat's side of a server for the tests: answers by route, records what was sent. */

import { vi } from "vitest";
import { script } from "../../lib/conversationScript";
import type { Entry, JournalEvent } from "../../lib/events";

export type Sent = { method: string; path: string; body: unknown };
type Answer = { status?: number; body: unknown };

const MODELS = {
  models: [
    { id: "offline", display_name: "Offline commands", provider: "offline", available: true },
    {
      id: "openai/big",
      display_name: "Big",
      provider: "openai",
      available: true,
      capabilities: ["chat", "vision", "function-calling"],
      context_window: 1_050_000,
      price: "$1.00 in, $5.00 out per million tokens",
      note: "",
    },
    { id: "openai", display_name: "Small", provider: "openai", available: true, price: "price unknown" },
    { id: "other/none", display_name: "Other", provider: "other", available: false, why_not: "no key" },
  ],
  default_model: "offline",
};

export class ScriptedServer {
  readonly sent: Sent[] = [];
  readonly answers = new Map<string, Answer>([
    ["GET /chat/models", { body: MODELS }],
    ["GET /documents/d1/conversations", { body: { conversations: [] } }],
  ]);
  private readonly entries: Entry[] = [];
  private readonly streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  constructor() {
    vi.stubGlobal("fetch", (asked: Request | string) =>
      typeof asked === "string" ? this.stream(asked) : this.answer(asked),
    );
    this.answers.set("POST /conversations/c1/messages", { status: 202, body: { run_id: "run1", seq: 1 } });
  }

  /** Writes to the journal, and to whoever follows it. */
  journal(...events: JournalEvent[]): void {
    this.journalOf("run1", ...events);
  }

  /** The same of another run, or of none. */
  journalOf(runId: string | null, ...events: JournalEvent[]): void {
    const entries = script(events.map((event) => [runId, event]), this.entries.length + 1);
    this.entries.push(...entries);
    const frames = entries.map((entry) => `id: ${entry.seq}\ndata: ${JSON.stringify(entry)}\n\n`).join("");
    for (const stream of this.streams) stream.enqueue(new TextEncoder().encode(frames));
  }

  bodyOf(path: string): unknown {
    return this.sent.findLast((sent) => sent.path === path)?.body;
  }

  private async answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const { method } = request;
    const path = pathname.replace("/api/v1", "");
    const text = await request.text();
    this.sent.push({ method, path, body: text === "" ? undefined : JSON.parse(text) });
    const after = Number(searchParams.get("after"));
    if (path.endsWith("/entries")) return this.json({ body: { entries: this.entries.filter((e) => e.seq > after) } });
    return this.json(this.answers.get(`${method} ${path}`) ?? { status: 200, body: {} });
  }

  private json({ status = 200, body }: Answer): Response {
    return new Response(JSON.stringify(body), { status });
  }

  private async stream(address: string): Promise<Response> {
    const path = new URL(address, location.origin).pathname.replace("/api/v1", "");
    this.sent.push({ method: "GET", path, body: undefined });
    return new Response(
      new ReadableStream<Uint8Array>({ start: (controller) => void this.streams.add(controller) }),
      { status: 200 },
    );
  }
}
