import type { Rgb } from "../../lib/contract";
import { showStore } from "../../lib/show/session";
import { playheadMs } from "../../lib/player";
import { getGhosts, type Ghosts } from "../../lib/proposals";
import { colorsAt } from "../../lib/show/colors";

/** A copy of the open show, shaped like the server's document. */
export interface DocumentState {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly collections: Record<string, Record<string, object>>;
}

/** The studio's inspection hook, `window.__coda`: reads what is on the screen, changes nothing. */
export interface Inspection {
  document: () => DocumentState;
  /** The proposal that is drawn over the timeline. */
  ghosts: () => Ghosts;
  playheadMs: () => number;
  /** What each ball shows at `ms`, by timeline id; null is dark. */
  colorsAt: (ms: number) => Record<string, Rgb | null>;
}

declare global {
  interface Window {
    __coda: Inspection;
  }
}

export function exposeInspection(): void {
  window.__coda = Object.freeze({
    document: () => {
      const { id, name, revision, model } = showStore.getState();
      return structuredClone({ id, name: model.project?.name ?? name, revision, collections: model.toCollections() });
    },
    ghosts: getGhosts,
    playheadMs,
    colorsAt: (ms: number) => colorsAt(showStore.getState().model, ms),
  });
}
