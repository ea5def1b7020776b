import { expect, test } from "vitest";
import { PAGE, readNewest, readOlder, type ReadEntries } from "./conversationPages";
import { chunk, complete, message, script } from "./conversationScript";
import type { Entry, JournalEvent } from "./events";

function journal(turns: number, chunks: number): Entry[] {
  const events: [string, JournalEvent][] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const run = `run${turn}`;
    events.push([run, message(`question ${turn}`)]);
    for (let at = 0; at < chunks; at += 1) events.push([run, chunk(`${at} `)]);
    events.push([run, complete()]);
  }
  return script([["", { type: "conversation_created", title: "Long", document_id: null }], ...events]);
}

const reader =
  (entries: readonly Entry[]): ReadEntries =>
  async (after, limit) =>
    entries.filter(({ seq }) => seq > after).slice(0, limit);

test("a short journal is read whole", async () => {
  const window = await readNewest(reader(journal(3, 5)), 0);
  expect(window.conversation.turns).toHaveLength(3);
  expect(window.firstSeq).toBe(1);
});

test("a journal longer than was said is read to its end", async () => {
  const entries = journal(10, 700);
  const window = await readNewest(reader(entries), 0);
  expect(window.conversation.lastSeq).toBe(entries.length);
});

test("the newest part of a long journal begins at a message", async () => {
  const entries = journal(50, 100);
  const { conversation, firstSeq } = await readNewest(reader(entries), entries.length);
  expect(firstSeq).toBe(entries.length - PAGE + 1);
  expect(conversation.turns[0]?.blocks[0]).toMatchObject({ text: expect.stringMatching(/^0 1 2 /) });
  expect(conversation.turns.at(-1)?.runId).toBe("run49");
});

test("reading older pages until the beginning gives what reading everything gives", async () => {
  const entries = journal(50, 100);
  let window = await readNewest(reader(entries), entries.length);
  while (window.firstSeq > 1) window = await readOlder(reader(entries), window);
  const whole = await readNewest(reader(entries), 0);
  expect(window.conversation).toEqual(whole.conversation);
  expect(window.head).toEqual([]);
});

test("a turn longer than a page is found whole", async () => {
  const entries = journal(2, 5000);
  const { conversation } = await readNewest(reader(entries), entries.length);
  expect(conversation.turns.at(-1)?.message?.text).toBe("question 1");
});
