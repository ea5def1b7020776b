import type { History } from "../contract";
import type { DocumentModel } from "./model";

/**
 * An open document. `model` is changed in place (a hundred thousand entities are not copied for an
 * edit); `version` grows with every change, so whoever renders from the model itself subscribes to `version`.
 */
export interface DocumentState<M extends DocumentModel = DocumentModel> {
  readonly phase: "none" | "loading" | "ready" | "failed";
  readonly problem: string | null;
  readonly id: string;
  readonly name: string;
  readonly conversationId: string;
  readonly revision: number;
  readonly history: History;
  readonly model: M;
  readonly version: number;
  /** Whether the server has answered every edit, so that what it draws from the document is up to date. */
  readonly settled: boolean;
}

const EMPTY_HISTORY: History = { can_undo: false, undo_note: null, can_redo: false, redo_note: null };

export const noDocument = <M extends DocumentModel>(model: M): DocumentState<M> => ({
  phase: "none",
  problem: null,
  id: "",
  name: "",
  conversationId: "",
  revision: 0,
  history: EMPTY_HISTORY,
  model,
  version: 0,
  settled: true,
});
