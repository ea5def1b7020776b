/** The chat's HTTP calls. */

import type { Arguments, ConfirmationMode, Entry, Proposal } from "./events";
import { API, call } from "./http";

export type ModelChoice = {
  id: string;
  display_name: string;
  provider: string;
  available: boolean;
  why_not?: string | null;
};

export type ConversationSummary = {
  id: string;
  title: string;
  created_ms: number;
  /** How many entries its journal has; the last `seq`. */
  entries: number;
};

export type OutgoingMessage = {
  text: string;
  model: string;
  confirmation: ConfirmationMode;
  scope: Record<string, unknown>;
};

export type DecisionBody = {
  verdict: "approve" | "reject";
  digest: string;
  /** Null means every call. */
  call_ids: string[] | null;
  edited: Record<string, Arguments>;
  reason?: string;
};

export const streamUrl = (conversationId: string): string =>
  `${API}/conversations/${conversationId}/stream`;

export const getModels = () =>
  call<{ models: ModelChoice[]; default_model: string }>("GET", "/chat/models");

export const listConversations = async (documentId: string) =>
  (await call<{ conversations: ConversationSummary[] }>("GET", `/documents/${documentId}/conversations`))
    .conversations;

export const createConversation = (documentId: string) =>
  call<{ id: string }>("POST", `/documents/${documentId}/conversations`, {});

/** Entries with `seq` above `after`, oldest first. */
export const getEntries = async (conversationId: string, after: number, limit: number) =>
  (
    await call<{ entries: Entry[] }>(
      "GET",
      `/conversations/${conversationId}/entries?after=${after}&limit=${limit}`,
    )
  ).entries;

export const postMessage = (conversationId: string, message: OutgoingMessage) =>
  call<{ run_id: string; seq: number }>("POST", `/conversations/${conversationId}/messages`, message);

export const postStop = (runId: string) => call<unknown>("POST", `/runs/${runId}/stop`, {});

export const postUndoTurn = (runId: string) => call<unknown>("POST", `/runs/${runId}/undo`, {});

export const postRedoTurn = (runId: string) => call<unknown>("POST", `/runs/${runId}/redo`, {});

const proposalPath = (runId: string, proposalId: string) => `/runs/${runId}/proposals/${proposalId}`;

export const postPreview = (
  runId: string,
  proposalId: string,
  edited: Record<string, Arguments>,
  callIds: string[] | null,
) => call<Proposal>("POST", `${proposalPath(runId, proposalId)}/preview`, { edited, call_ids: callIds });

export const postDecision = (runId: string, proposalId: string, decision: DecisionBody) =>
  call<unknown>("POST", `${proposalPath(runId, proposalId)}/decision`, decision);
