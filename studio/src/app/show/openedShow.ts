import type { OpenDocument } from "../../lib/document/open";
import { apply, commitDraft } from "../../lib/editing/draft";
import { showSession } from "../../lib/show/session";

export function runUndo(): void {
  commitDraft();
  showSession.undo();
}

/** The open show for the parts that know no application: what is being drawn is committed first. */
export const openedShow: OpenDocument = {
  store: showSession.store,
  edit: apply,
  undo: runUndo,
  redo: showSession.redo,
  restore: showSession.restore,
};
