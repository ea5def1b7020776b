/** Reads a journal backwards in pages that begin at a message, so that no turn is cut. */

import { addEntries, prependOlder } from "./conversationReduce";
import { type Conversation, emptyConversation } from "./conversationView";
import type { Entry } from "./events";

/** Entries with `seq` above `after`, oldest first. */
export type ReadEntries = (after: number, limit: number) => Promise<Entry[]>;

export type Window = {
  conversation: Conversation;
  /** Entries of a turn whose beginning is not loaded yet. */
  head: readonly Entry[];
  /** The first `seq` loaded, the head included; 1 when everything is. */
  firstSeq: number;
};

export const PAGE = 2000;

export const emptyWindow: Window = { conversation: emptyConversation, head: [], firstSeq: 1 };

function windowOf(entries: readonly Entry[], firstSeq: number): Window {
  const message = entries.findIndex((entry) => entry.event.type === "user_message");
  const cut = firstSeq <= 1 ? 0 : message < 0 ? entries.length : message;
  return {
    conversation: addEntries(emptyConversation, entries.slice(cut)),
    head: entries.slice(0, cut),
    firstSeq,
  };
}

async function readAll(read: ReadEntries, after: number): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let from = after; ; ) {
    const page = await read(from, PAGE);
    all.push(...page);
    const last = page[page.length - 1];
    if (last === undefined || page.length < PAGE) return all;
    from = last.seq;
  }
}

/** The newest part. `known` is about how long the journal is; 0 when that is not known. */
export async function readNewest(read: ReadEntries, known: number): Promise<Window> {
  const after = Math.max(0, known - PAGE);
  const window = windowOf(await readAll(read, after), after + 1);
  return window.conversation.turns.length > 0 ? window : readOlder(read, window);
}

/** At least one older turn more, unless the beginning is reached. */
export async function readOlder(read: ReadEntries, window: Window): Promise<Window> {
  let { conversation, head, firstSeq } = window;
  while (firstSeq > 1) {
    const after = Math.max(0, firstSeq - 1 - PAGE);
    const page = await read(after, firstSeq - 1 - after);
    const older = windowOf([...page, ...head], after + 1);
    ({ head, firstSeq } = older);
    conversation = prependOlder(older.conversation, conversation);
    if (older.conversation.turns.length > 0) break;
  }
  return { conversation, head, firstSeq };
}
