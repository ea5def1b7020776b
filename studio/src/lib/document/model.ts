import type { Change, Entity, FullDocument } from "../contract";

export type Collections = FullDocument["collections"];

/** A document in memory, as an application keeps it: entities by collection and id. */
export interface DocumentModel {
  get(collection: string, id: string): Entity | null;
  set(collection: string, id: string, entity: Entity | null): void;
  apply(changes: readonly Change[]): void;
  /** A plain copy, shaped like the server's document. */
  toCollections(): Record<string, Record<string, Entity>>;
}

/** What an application tells the session about its documents. `News` are its own frames of the live socket. */
export interface Application<M extends DocumentModel, News extends { readonly type: string } = never> {
  /** What the user calls a document, and what it consists of: "show", "segments". */
  readonly noun: string;
  readonly entities: string;
  readonly model: (collections: Collections) => M;
  /** The document was read or changed: time to follow what lies beside it. */
  readonly followed?: (id: string, model: M) => void;
  /** The live socket is open: time to ask what it does not tell by itself. */
  readonly greeted?: (id: string) => void;
  readonly received?: (id: string, news: News) => void;
  readonly closed?: () => void;
}
