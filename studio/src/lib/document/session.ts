import { createStore, type StoreApi } from "zustand/vanilla";
import { getDocument, postChanges, postRedo, postRestore, postUndo } from "../api";
import type { Change, Committed, DocumentFrame, FullDocument } from "../contract";
import { ApiError, sentence } from "../http";
import { toast } from "../toasts";
import { Ledger } from "./ledger";
import { LiveSocket } from "./live";
import type { Application, DocumentModel } from "./model";
import { underway } from "./outbox";
import { type DocumentState, noDocument } from "./state";

/** How long a gap in the revisions may last before the document is fetched again. */
const PATIENCE_MS = 800;
/** The server's bound on one transaction. */
const MOST_CHANGES = 20_000;

/**
 * One application's open document: shows edits before the server has answered, takes in everybody's
 * transactions, and keeps up over the live socket. Its methods can be passed around unbound.
 */
export class DocumentSession<M extends DocumentModel, News extends { readonly type: string } = never> {
  readonly store: StoreApi<DocumentState<M>>;
  private ledger: Ledger;
  private socket: LiveSocket | null = null;
  private queue: Promise<void> = Promise.resolve();
  private early = new Map<number, Committed>();

  constructor(private readonly application: Application<M, News>) {
    this.store = createStore(() => noDocument(application.model({})));
    this.ledger = new Ledger(this.state.model, 0);
  }

  readonly open = async (id: string): Promise<void> => {
    this.close();
    this.store.setState({ ...noDocument(this.application.model({})), phase: "loading", id });
    try {
      const document = await getDocument(id);
      if (this.state.id !== id) return;
      this.adopt(document);
      this.socket = new LiveSocket(id, (frame) => this.receive(frame as DocumentFrame | News));
    } catch (error) {
      if (this.state.id === id) this.store.setState({ phase: "failed", problem: sentence(error) });
    }
  };

  /** Edits that still wait for the server go out all the same. */
  readonly close = (): void => {
    this.socket?.close();
    this.socket = null;
    this.early = new Map();
    this.application.closed?.();
    const nothing = noDocument(this.application.model({}));
    this.ledger = new Ledger(nothing.model, 0);
    this.store.setState(nothing);
  };

  readonly sendLive = (frame: { readonly type: string }): void => this.socket?.send(frame);

  /** Shows an edit at once and sends it as one transaction; the server's answer has the last word. */
  readonly edit = (note: string, wanted: readonly Change[]): void => {
    const changes = wanted.filter((change) => change.before !== change.after);
    if (!changes.length || this.isTooLarge(changes.length)) return;
    const mine = this.ledger;
    mine.propose(changes);
    this.touch();
    this.enqueue(async (id) => {
      if (!mine.awaits(changes)) return;
      try {
        const committed = await postChanges(id, mine.revision, note, mine.rested(changes));
        this.commit(committed);
        if (mine !== this.ledger) mine.confirm(committed.transaction.changes, committed.transaction.revision);
        mine.close(changes);
      } catch (error) {
        const others = mine.refuse(changes);
        await this.refused(error, id, others, mine, () => this.edit(note, wanted));
      }
      if (mine === this.ledger) this.touch();
    });
  };

  /** Says so when an edit is more than the server takes in one transaction. */
  readonly isTooLarge = (count: number): boolean => {
    if (count <= MOST_CHANGES) return false;
    const [most, wanted] = [MOST_CHANGES, count].map((figure) => figure.toLocaleString("en"));
    const { entities } = this.application;
    toast(`One edit can change at most ${most} ${entities}; this one would change ${wanted}. Select fewer of them.`);
    return true;
  };

  readonly undo = (): void => this.request(postUndo);
  readonly redo = (): void => this.request(postRedo);
  readonly restore = (revision: number): void => this.request((id) => postRestore(id, revision));

  /** Takes in a committed transaction, however it arrived; the same one may come twice. */
  readonly commit = ({ transaction, history }: Committed): void => {
    const { id, revision } = this.state;
    if (transaction.document_id !== id || transaction.revision <= revision) return;
    if (transaction.revision > revision + 1) {
      this.early.set(transaction.revision, { transaction, history });
      setTimeout(() => this.early.has(transaction.revision) && void this.refetch(), PATIENCE_MS);
      return;
    }
    this.ledger.confirm(transaction.changes, transaction.revision);
    this.early.delete(transaction.revision);
    this.store.setState(({ version }) => ({ revision: transaction.revision, history, version: version + 1 }));
    this.follow();
    const next = this.early.get(transaction.revision + 1);
    if (next) this.commit(next);
  };

  readonly refetch = async (): Promise<void> => {
    const { id } = this.state;
    if (!id) return;
    try {
      const document = await getDocument(id);
      if (this.state.id === id) this.adopt(document);
    } catch (error) {
      toast(sentence(error), { label: "Reload", run: () => void this.refetch() });
    }
  };

  private get state(): DocumentState<M> {
    return this.store.getState();
  }

  private adopt(document: FullDocument): void {
    const model = this.application.model(document.collections);
    this.ledger = new Ledger(model, document.revision);
    this.early = new Map();
    this.store.setState(({ version }) => ({
      phase: "ready",
      problem: null,
      id: document.id,
      name: document.name,
      conversationId: document.conversation_id,
      revision: document.revision,
      history: document.history,
      model,
      version: version + 1,
      settled: true,
    }));
    this.follow();
  }

  private receive(frame: DocumentFrame | News): void {
    if (isOfDocument(frame)) {
      if (frame.type === "transaction") this.commit(frame);
      else this.greet(frame.revision);
    } else this.application.received?.(this.state.id, frame);
  }

  /** The socket is open, for the first time or again: what was missed is caught up with. */
  private greet(revision: number): void {
    if (revision !== this.state.revision) void this.refetch();
    this.application.greeted?.(this.state.id);
  }

  private request(send: (id: string) => Promise<Committed>): void {
    this.enqueue(async (id) => {
      try {
        this.commit(await send(id));
      } catch (error) {
        toast(sentence(error));
      }
    });
  }

  /** `others` edits rested on the refused one and went with it; a conflict takes all that wait. */
  private async refused(error: unknown, id: string, others: number, ledger: Ledger, again: () => void): Promise<void> {
    const open = () => this.state.id === id;
    if (error instanceof ApiError && error.status === 409) {
      const later = others + ledger.abandon();
      const what = later ? "this edit and what came after it were" : "this edit was";
      const seen = open() ? " You see its present state." : "";
      if (open()) await this.refetch();
      toast(`The ${this.application.noun} had changed meanwhile, so ${what} not applied.${seen}`);
    } else {
      const gone = others ? " What was built on this edit is taken back with it." : "";
      toast(sentence(error) + gone, open() ? { label: "Try again", run: () => open() && again() } : undefined);
    }
  }

  /**
   * Edits go out one after another, so that each rests on a revision the server knows; those of a
   * document that was left go out too.
   */
  private enqueue(task: (id: string) => Promise<void>): void {
    const { id } = this.state;
    this.queue = this.queue.then(() => task(id));
    underway(this.queue);
  }

  private touch(): void {
    this.store.setState(({ version }) => ({ version: version + 1, settled: this.ledger.waiting === 0 }));
  }

  private follow(): void {
    this.application.followed?.(this.state.id, this.state.model);
  }
}

const isOfDocument = (frame: { readonly type: string }): frame is DocumentFrame =>
  frame.type === "hello" || frame.type === "transaction";
