import { getDocument, postChanges, postRedo, postRestore, postUndo } from "../api";
import type { Change, Committed, FullDocument, LiveFrame, PlaybackCommand, StudioFrame } from "../contract";
import { ApiError, sentence } from "../http";
import { clearSong, loadSong, noteAnalysis } from "../show/song";
import { toast } from "../toasts";
import { Ledger } from "./ledger";
import { LiveSocket } from "./live";
import { ShowModel } from "./model";
import { noShow, showStore } from "./store";

/** How long a gap in the revisions may last before the document is fetched again. */
const PATIENCE_MS = 800;
/** The server's bound on one transaction. */
const MOST_CHANGES = 20_000;

let ledger = new Ledger(new ShowModel({}));
let socket: LiveSocket | null = null;
let queue: Promise<void> = Promise.resolve();
let early = new Map<number, Committed>();
let obeyPlayback: (command: PlaybackCommand) => void = () => undefined;

export async function openShow(id: string): Promise<void> {
  closeShow();
  showStore.setState({ ...noShow(), phase: "loading", id });
  try {
    const document = await getDocument(id);
    if (showStore.getState().id !== id) return;
    adopt(document);
    socket = new LiveSocket(id, receive);
  } catch (error) {
    if (showStore.getState().id === id) showStore.setState({ phase: "failed", problem: sentence(error) });
  }
}

export function closeShow(): void {
  socket?.close();
  socket = null;
  early = new Map();
  clearSong();
  showStore.setState(noShow());
}

export const sendLive = (frame: StudioFrame): void => socket?.send(frame);

export function onPlaybackCommand(obey: (command: PlaybackCommand) => void): void {
  obeyPlayback = obey;
}

/** Shows an edit at once and sends it as one transaction; the server's answer has the last word. */
export function edit(note: string, wanted: readonly Change[]): void {
  const changes = wanted.filter((change) => change.before !== change.after);
  if (!changes.length || isTooLarge(changes.length)) return;
  const mine = ledger;
  mine.propose(changes);
  touch();
  enqueue(async (id) => {
    if (mine !== ledger || !mine.awaits(changes)) return;
    try {
      commit(await postChanges(id, showStore.getState().revision, note, mine.rested(changes)));
      mine.close(changes);
    } catch (error) {
      const others = mine.refuse(changes);
      if (mine === ledger) await refused(error, others, () => edit(note, wanted));
    }
    touch();
  });
}

/** Says so when an edit is more than the server takes in one transaction. */
export function isTooLarge(count: number): boolean {
  if (count <= MOST_CHANGES) return false;
  const [most, wanted] = [MOST_CHANGES, count].map((figure) => figure.toLocaleString("en"));
  toast(`One edit can change at most ${most} segments; this one would change ${wanted}. Select fewer of them.`);
  return true;
}

export const undo = (): void => request((id) => postUndo(id));
export const redo = (): void => request((id) => postRedo(id));
export const restore = (revision: number): void => request((id) => postRestore(id, revision));

/** Takes in a committed transaction, however it arrived; the same one may come twice. */
export function commit({ transaction, history }: Committed): void {
  const { id, revision } = showStore.getState();
  if (transaction.document_id !== id || transaction.revision <= revision) return;
  if (transaction.revision > revision + 1) {
    early.set(transaction.revision, { transaction, history });
    setTimeout(() => early.has(transaction.revision) && void refetch(), PATIENCE_MS);
    return;
  }
  ledger.confirm(transaction.changes);
  early.delete(transaction.revision);
  showStore.setState((state) => ({ revision: transaction.revision, history, version: state.version + 1 }));
  followSong();
  const next = early.get(transaction.revision + 1);
  if (next) commit(next);
}

export async function refetch(): Promise<void> {
  const { id } = showStore.getState();
  if (!id) return;
  try {
    const document = await getDocument(id);
    if (showStore.getState().id === id) adopt(document);
  } catch (error) {
    toast(sentence(error), { label: "Reload", run: () => void refetch() });
  }
}

function adopt(document: FullDocument): void {
  const model = new ShowModel(document.collections);
  ledger = new Ledger(model);
  early = new Map();
  showStore.setState((state) => ({
    phase: "ready",
    problem: null,
    id: document.id,
    name: document.name,
    conversationId: document.conversation_id,
    revision: document.revision,
    history: document.history,
    model,
    version: state.version + 1,
  }));
  followSong();
}

function receive(frame: LiveFrame): void {
  if (frame.type === "hello" && frame.revision !== showStore.getState().revision) void refetch();
  if (frame.type === "transaction") commit(frame);
  if (frame.type === "analysis") noteAnalysis(showStore.getState().id, frame);
  if (frame.type === "playback") obeyPlayback(frame);
}

function request(send: (id: string) => Promise<Committed>): void {
  enqueue(async (id) => {
    try {
      commit(await send(id));
    } catch (error) {
      toast(sentence(error));
    }
  });
}

/** `others` edits rested on the refused one and went with it; a conflict takes all that wait. */
async function refused(error: unknown, others: number, again: () => void): Promise<void> {
  if (error instanceof ApiError && error.status === 409) {
    const later = others + ledger.waiting;
    await refetch();
    const what = later ? "this edit and what came after it were" : "this edit was";
    toast(`The show had changed meanwhile, so ${what} not applied. You see its present state.`);
  } else {
    const gone = others ? " What was built on this edit is taken back with it." : "";
    toast(sentence(error) + gone, { label: "Try again", run: again });
  }
}

/** Edits go out one after another, so that each rests on a revision the server knows. */
function enqueue(task: (id: string) => Promise<void>): void {
  const { id } = showStore.getState();
  queue = queue.then(() => (showStore.getState().id === id ? task(id) : undefined));
}

function touch(): void {
  showStore.setState((state) => ({ version: state.version + 1 }));
}

function followSong(): void {
  const { id, model } = showStore.getState();
  void loadSong(id, model.project?.audio ?? null);
}
