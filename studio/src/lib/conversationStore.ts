/** One conversation, live: loads its newest part, follows the stream, sends, stops. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { getEntries, type OutgoingMessage, postMessage, postStop, streamUrl } from "./conversationApi";
import { emptyWindow, readNewest, readOlder, type ReadEntries, type Window } from "./conversationPages";
import { addEntries, prependOlder } from "./conversationReduce";
import { type Connection, FIRST_WAIT_MS, followConversation, LONGEST_WAIT_MS, waitFor } from "./conversationStream";
import { emptyConversation } from "./conversationView";
import type { Entry } from "./events";
import { ApiError, sentence } from "./http";

export type ConversationState = Window & {
  loaded: boolean;
  loadError: string | null;
  loadingOlder: boolean;
  connection: Connection;
  /** A message sent whose entry has not arrived yet. */
  pending: string | null;
  stopping: string | null;
};

export type LiveConversation = {
  id: string;
  store: StoreApi<ConversationState>;
  start: (known: number) => void;
  close: () => void;
  loadOlder: () => Promise<void>;
  /** Throws `ApiError` when the message was not taken. */
  send: (message: OutgoingMessage) => Promise<void>;
  stop: (runId: string) => Promise<void>;
};

const initial: ConversationState = {
  ...emptyWindow,
  loaded: false,
  loadError: null,
  loadingOlder: false,
  connection: "connecting",
  pending: null,
  stopping: null,
};

/** Once per frame while the page is shown; hidden pages get no frames, so a timer serves them. */
function nextFrame(run: () => void): void {
  if (document.visibilityState === "hidden") setTimeout(run, 100);
  else requestAnimationFrame(run);
}

function withEntries(state: ConversationState, entries: readonly Entry[]): Partial<ConversationState> {
  const arrived = entries.some((entry) => entry.event.type === "user_message");
  return {
    conversation: addEntries(state.conversation, entries),
    pending: arrived ? null : state.pending,
  };
}

function queueInto(store: StoreApi<ConversationState>): (entry: Entry) => void {
  let queue: Entry[] = [];
  return (entry) => {
    queue.push(entry);
    if (queue.length > 1) return;
    nextFrame(() => {
      const entries = queue;
      queue = [];
      store.setState((state) => withEntries(state, entries));
    });
  };
}

export function liveConversation(id: string): LiveConversation {
  const store = createStore<ConversationState>(() => initial);
  const ended = new AbortController();
  const read: ReadEntries = (after, limit) => getEntries(id, after, limit);

  /** Tries until the server answers; whether there is such a conversation. */
  async function load(known: number): Promise<boolean> {
    for (let waitMs = FIRST_WAIT_MS; !ended.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        const window = await readNewest(read, known);
        store.setState({ ...window, loaded: true, loadError: null });
        return true;
      } catch (error) {
        const gone = error instanceof ApiError && error.status === 404;
        store.setState({ loadError: sentence(error), connection: gone ? "gone" : "lost" });
        if (gone) return false;
      }
      await waitFor(waitMs, ended.signal);
    }
    return false;
  }

  async function loadAndFollow(known: number): Promise<void> {
    if (!(await load(known))) return;
    await followConversation({
      url: streamUrl(id),
      after: store.getState().conversation.lastSeq,
      onEntry: queueInto(store),
      onConnection: (connection) => store.setState({ connection }),
      signal: ended.signal,
    });
  }

  return {
    id,
    store,
    start: (known) => void loadAndFollow(known),
    close: () => ended.abort(),
    async loadOlder() {
      const { loadingOlder, firstSeq, loaded } = store.getState();
      if (loadingOlder || !loaded || firstSeq <= 1) return;
      store.setState({ loadingOlder: true });
      try {
        const { head } = store.getState();
        const older = await readOlder(read, { conversation: emptyConversation, head, firstSeq });
        store.setState(({ conversation }) => ({
          ...older,
          conversation: prependOlder(older.conversation, conversation),
        }));
      } finally {
        store.setState({ loadingOlder: false });
      }
    },
    async send(message) {
      store.setState({ pending: message.text });
      try {
        await postMessage(id, message);
      } catch (error) {
        store.setState({ pending: null });
        throw error;
      }
    },
    async stop(runId) {
      store.setState({ stopping: runId });
      try {
        await postStop(runId);
      } catch (error) {
        store.setState({ stopping: null });
        throw error;
      }
    },
  };
}
