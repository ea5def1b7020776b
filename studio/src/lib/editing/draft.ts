import { createStore } from "zustand/vanilla";
import type { Change } from "../contract";
import { edit, isTooLarge, model } from "../show/session";
import { settle } from "./settle";

/** An edit that is still being made (a drag, a run of nudges): drawn, but not yet sent. */
export interface Draft {
  readonly note: string;
  readonly changes: readonly Change[];
}

export const draftStore = createStore<{ draft: Draft | null }>()(() => ({ draft: null }));

let timer = 0;

/** Shows `changes` as they will settle; replaces the draft there was. More than can be sent is not drawn. */
export function sketch(note: string, changes: readonly Change[]): void {
  if (isTooLarge(changes.length)) return dropDraft();
  draftStore.setState({ draft: { note, changes: settle(changes, (timeline) => model().lane(timeline)) } });
}

/** Like `sketch`, and commits by itself after a pause: for keys that repeat. */
export function sketchAndWait(note: string, changes: readonly Change[], pauseMs: number): void {
  sketch(note, changes);
  clearTimeout(timer);
  timer = window.setTimeout(commitDraft, pauseMs);
}

export function commitDraft(): void {
  clearTimeout(timer);
  const { draft } = draftStore.getState();
  if (!draft) return;
  draftStore.setState({ draft: null });
  edit(draft.note, draft.changes);
}

export function dropDraft(): void {
  clearTimeout(timer);
  if (draftStore.getState().draft) draftStore.setState({ draft: null });
}

/** Commits an edit as one transaction, its overlaps settled; a waiting draft goes first. */
export function apply(note: string, changes: readonly Change[]): void {
  commitDraft();
  if (isTooLarge(changes.length)) return;
  edit(note, settle(changes, (timeline) => model().lane(timeline)));
}
