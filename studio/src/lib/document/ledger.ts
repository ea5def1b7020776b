import type { Change, Entity } from "../contract";
import type { DocumentModel } from "./model";

interface Confirmed {
  readonly collection: string;
  readonly id: string;
  entity: Entity | null;
}

/**
 * Keeps the model showing "what the server confirmed, with my unconfirmed edits on top".
 * For every entity an unconfirmed edit touches it remembers the confirmed value.
 */
export class Ledger {
  private readonly confirmed = new Map<string, Confirmed>();
  private pending: (readonly Change[])[] = [];
  /** Changes of entities that an earlier edit, unanswered at the time, had touched. */
  private readonly builtOn = new WeakSet<Change>();

  constructor(
    private readonly model: DocumentModel,
    private latest: number,
  ) {}

  /** The newest revision whose changes were taken in. */
  get revision(): number {
    return this.latest;
  }

  /** Shows an edit at once, before the server has answered. */
  propose(changes: readonly Change[]): void {
    for (const change of changes) if (this.confirmed.has(key(change))) this.builtOn.add(change);
    this.pending.push(changes);
    this.show(changes);
  }

  /**
   * The same changes as the server must read them: where an edit was made on top of another that
   * had not been answered yet, its `before` becomes what the server made of that other one.
   */
  rested(changes: readonly Change[]): Change[] {
    return changes.map((change) => {
      const shadow = this.builtOn.has(change) ? this.confirmed.get(key(change)) : undefined;
      return shadow ? { ...change, before: shadow.entity } : change;
    });
  }

  /** Takes in changes the server committed, ours or another author's. */
  confirm(changes: readonly Change[], revision: number): void {
    this.latest = Math.max(this.latest, revision);
    for (const change of changes) {
      const shadow = this.confirmed.get(key(change));
      if (shadow) shadow.entity = change.after;
      else this.model.set(change.collection, change.id, change.after);
    }
  }

  /** How many edits wait for the server's answer. */
  get waiting(): number {
    return this.pending.length;
  }

  /** Whether the edit is still waiting: another's refusal may have taken it back. */
  awaits(changes: readonly Change[]): boolean {
    return this.pending.includes(changes);
  }

  /** Forgets an edit that the server has answered; what it confirmed becomes visible. */
  close(changes: readonly Change[]): void {
    this.forget(new Set([changes]));
  }

  /**
   * Takes back an edit that the server refused, and the later ones that rest on it: those that
   * touch what it touched, or what they touched. Returns how many went with it.
   */
  refuse(changes: readonly Change[]): number {
    const touched = new Set(changes.map(key));
    const gone = new Set([changes]);
    for (const later of this.pending.slice(this.pending.indexOf(changes) + 1)) {
      if (!later.some((change) => touched.has(key(change)))) continue;
      gone.add(later);
      for (const change of later) touched.add(key(change));
    }
    this.forget(gone);
    return gone.size - 1;
  }

  /** Takes back all that waits. Returns how many edits that were. */
  abandon(): number {
    const { waiting } = this;
    this.forget(new Set(this.pending));
    return waiting;
  }

  private forget(gone: ReadonlySet<readonly Change[]>): void {
    this.pending = this.pending.filter((other) => !gone.has(other));
    for (const { collection, id, entity } of this.confirmed.values()) this.model.set(collection, id, entity);
    this.confirmed.clear();
    for (const other of this.pending) this.show(other);
  }

  private show(changes: readonly Change[]): void {
    for (const { collection, id, after } of changes) {
      const at = key({ collection, id });
      if (!this.confirmed.has(at)) {
        this.confirmed.set(at, { collection, id, entity: this.model.get(collection, id) });
      }
      this.model.set(collection, id, after);
    }
  }
}

const key = ({ collection, id }: { collection: string; id: string }) => `${collection}/${id}`;
