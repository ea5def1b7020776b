import type { StoreApi } from "zustand/vanilla";
import type { DocumentState as Opened } from "../lib/document/state";
import { type Kind, nameIn } from "../lib/kinds";
import { getGhosts, type Ghosts } from "../lib/proposals";

/** A copy of the open document, shaped like the server's. */
export interface DocumentState {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly collections: Record<string, Record<string, object>>;
}

/** The studio's inspection hook, `window.__coda`: reads what is on the screen, changes nothing. */
export interface Inspection {
  document: () => DocumentState;
  /** The proposal that is drawn over the document. */
  ghosts: () => Ghosts;
}

declare global {
  interface Window {
    __coda: Inspection;
  }
}

/** `more` is what an application lets be seen besides. */
export function exposeInspection(kind: Kind, store: Pick<StoreApi<Opened>, "getState">, more: object = {}): void {
  window.__coda = Object.freeze({
    document: () => {
      const { id, name, revision, model } = store.getState();
      return structuredClone({ id, name: nameIn(kind, model) ?? name, revision, collections: model.toCollections() });
    },
    ghosts: getGhosts,
    ...more,
  });
}
