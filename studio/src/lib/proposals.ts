/** The one proposal that waits for the user: what is ticked, what was edited, and its ghosts. */

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Arguments, Change, Proposal, ProposedCall } from "./events";

export type Ghosts = { changes: readonly Change[]; baseRevision: number | null } | null;

export type OpenProposal = {
  runId: string;
  /** As it was journalled. */
  proposal: Proposal;
  ticked: ReadonlySet<string>;
  edited: Readonly<Record<string, Arguments>>;
  /** The server's answer to the present edits; null while there are none. */
  preview: Proposal | null;
  busy: "previewing" | "deciding" | null;
  /** What the server said against it; `callId` is null when it is about the whole. */
  problem: { callId: string | null; message: string } | null;
};

type State = { open: OpenProposal | null; previewOn: boolean; ghosts: Ghosts };

const store = createStore<State>(() => ({ open: null, previewOn: true, ghosts: null }));

function sameContent(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The net effect: at most one change for each entity, in order of first touch. */
export function compose(changes: Iterable<Change>): Change[] {
  const net = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.collection}\u0000${change.id}`;
    const earlier = net.get(key);
    net.set(key, earlier ? { ...change, before: earlier.before } : change);
  }
  return [...net.values()].filter((change) => !sameContent(change.before, change.after));
}

export type ChangeCounts = { added: number; changed: number; removed: number };

export function countChanges(changes: Iterable<Change>): ChangeCounts {
  const counts = { added: 0, changed: 0, removed: 0 };
  for (const change of changes) {
    if (change.before === null) counts.added += 1;
    else if (change.after === null) counts.removed += 1;
    else counts.changed += 1;
  }
  return counts;
}

/** The calls as they would run now: the previewed ones where there is a preview. */
export function shownCalls(open: OpenProposal): ProposedCall[] {
  const previewed = new Map(open.preview?.calls.map((call) => [call.call_id, call]));
  return open.proposal.calls.map((call) => previewed.get(call.call_id) ?? call);
}

/** The composed changes of the ticked calls. */
export function tickedChanges(open: OpenProposal): Change[] {
  const calls = shownCalls(open).filter((call) => open.ticked.has(call.call_id));
  return compose(calls.flatMap((call) => call.changes));
}

function ghostsOf(open: OpenProposal | null, previewOn: boolean): Ghosts {
  if (open === null || !previewOn) return null;
  const baseRevision = open.preview?.base_revision ?? open.proposal.base_revision;
  return { changes: tickedChanges(open), baseRevision };
}

function put(open: OpenProposal | null, previewOn = store.getState().previewOn): void {
  store.setState({ open, previewOn, ghosts: ghostsOf(open, previewOn) });
}

/** Change the waiting proposal; nothing happens when another one, or none, waits by now. */
export function amendProposal(
  proposalId: string,
  part: (open: OpenProposal) => Partial<OpenProposal>,
): void {
  const { open } = store.getState();
  if (open?.proposal.proposal_id === proposalId) put({ ...open, ...part(open) });
}

/** Take a proposal up; the same proposal again keeps the user's ticks and edits. */
export function openProposal(runId: string, proposal: Proposal): void {
  if (store.getState().open?.proposal.proposal_id === proposal.proposal_id) return;
  const ticked = new Set(proposal.calls.map((call) => call.call_id));
  put({ runId, proposal, ticked, edited: {}, preview: null, busy: null, problem: null });
}

export function closeProposal(): void {
  if (store.getState().open !== null) put(null);
}

export function tickCall(proposalId: string, callId: string, on: boolean): void {
  amendProposal(proposalId, ({ ticked }) => {
    const next = new Set(ticked);
    if (on) next.add(callId);
    else next.delete(callId);
    return { ticked: next };
  });
}

export const getOpenProposal = (): OpenProposal | null => store.getState().open;
export const useOpenProposal = (): OpenProposal | null => useStore(store, (state) => state.open);

/** What would change, for drawing over the document; null when nothing waits or it is hidden. */
export const getGhosts = (): Ghosts => store.getState().ghosts;
export const useGhosts = (): Ghosts => useStore(store, (state) => state.ghosts);

export function setGhostPreview(on: boolean): void {
  put(store.getState().open, on);
}

export function useGhostPreview(): [boolean, (on: boolean) => void] {
  return [useStore(store, (state) => state.previewOn), setGhostPreview];
}
