/** The chat's HTTP calls. */

import type { components } from "./api-schema";
import type { Arguments } from "./events";
import { addressOf, answerOf, server } from "./http";

type Schemas = components["schemas"];

export type ModelChoice = Schemas["ModelView"];
export type ConversationSummary = Schemas["ConversationRecord"];
export type OutgoingMessage = Schemas["NewMessage"];
/** What an application sends along with a message about the document it is said in. */
export type Scope = NonNullable<OutgoingMessage["scope"]>;

const PROPOSAL = "/api/v1/runs/{run_id}/proposals/{proposal_id}";

const ofDocument = (id: string) => ({ path: { document_id: id } });
const ofConversation = (id: string) => ({ path: { conversation_id: id } });
const ofRun = (id: string) => ({ path: { run_id: id } });

export const streamUrl = (conversationId: string): string =>
  addressOf("/api/v1/conversations/{conversation_id}/stream", conversationId);

export const getModels = () => answerOf(server.GET("/api/v1/chat/models"));

export const listConversations = async (documentId: string) =>
  (await answerOf(server.GET("/api/v1/documents/{document_id}/conversations", { params: ofDocument(documentId) })))
    .conversations;

export const createConversation = (documentId: string) =>
  answerOf(
    server.POST("/api/v1/documents/{document_id}/conversations", { params: ofDocument(documentId), body: {} }),
  );

/** Entries with `seq` above `after`, oldest first. */
export const getEntries = async (conversationId: string, after: number, limit: number) =>
  (
    await answerOf(
      server.GET("/api/v1/conversations/{conversation_id}/entries", {
        params: { ...ofConversation(conversationId), query: { after, limit } },
      }),
    )
  ).entries;

export const postMessage = (conversationId: string, body: OutgoingMessage) =>
  answerOf(
    server.POST("/api/v1/conversations/{conversation_id}/messages", { params: ofConversation(conversationId), body }),
  );

export const postStop = (runId: string) =>
  answerOf(server.POST("/api/v1/runs/{run_id}/stop", { params: ofRun(runId), body: {} }));

export const postUndoTurn = (runId: string) =>
  answerOf(server.POST("/api/v1/runs/{run_id}/undo", { params: ofRun(runId), body: {} }));

export const postRedoTurn = (runId: string) =>
  answerOf(server.POST("/api/v1/runs/{run_id}/redo", { params: ofRun(runId), body: {} }));

const ofProposal = (run_id: string, proposal_id: string) => ({ path: { run_id, proposal_id } });

/** What the proposal would be with the user's edits: all its calls, in their order. */
export const postPreview = (runId: string, proposalId: string, edited: Readonly<Record<string, Arguments>>) =>
  answerOf(
    server.POST(`${PROPOSAL}/preview`, { params: ofProposal(runId, proposalId), body: { edited, call_ids: null } }),
  );

export const postDecision = (runId: string, proposalId: string, body: Schemas["DecisionBody"]) =>
  answerOf(server.POST(`${PROPOSAL}/decision`, { params: ofProposal(runId, proposalId), body }));
