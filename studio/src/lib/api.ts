import type { components, paths } from "./api-schema";
import type { Change, FullDocument } from "./contract";
import { answered } from "./document/outbox";
import { addressOf, answerOf, server, upload } from "./http";

/** Every HTTP call of the studio outside the chat. */
const DOCUMENT = "/api/v1/documents/{document_id}";
const IMPORT = "/api/v1/sequence/import" satisfies keyof paths;
const AUDIO = "/api/v1/sequence/{document_id}/audio";

const of = (id: string) => ({ path: { document_id: id } });

/** Of every application, or of one, with every edit that was made before. */
export const listDocuments = async (kind: string | null = null) => {
  await answered();
  return (await answerOf(server.GET("/api/v1/documents", { params: { query: { kind } } }))).documents;
};

export const createShow = (name: string, ballCount: number) =>
  answerOf(server.POST("/api/v1/documents", { body: { kind: "sequence", name, options: { ball_count: ballCount } } }));

export const getDocument = (id: string) => answerOf(server.GET(DOCUMENT, { params: of(id) }));

export const deleteDocument = (id: string) => answerOf(server.DELETE(DOCUMENT, { params: of(id) }));

export const postChanges = (id: string, baseRevision: number, note: string, changes: readonly Change[]) =>
  answerOf(server.POST(`${DOCUMENT}/changes`, { params: of(id), body: { base_revision: baseRevision, note, changes: [...changes] } }));

export const postUndo = (id: string) => answerOf(server.POST(`${DOCUMENT}/undo`, { params: of(id), body: {} }));

export const postRedo = (id: string) => answerOf(server.POST(`${DOCUMENT}/redo`, { params: of(id), body: {} }));

export const getHistory = (id: string) =>
  answerOf(server.GET(`${DOCUMENT}/history`, { params: { ...of(id), query: { limit: 100 } } }));

export const postCheckpoint = (id: string, name: string) =>
  answerOf(server.POST(`${DOCUMENT}/checkpoints`, { params: of(id), body: { name } }));

export const postRestore = (id: string, revision: number) =>
  answerOf(server.POST(`${DOCUMENT}/restore`, { params: of(id), body: { revision } }));

export const importShow = (file: File, onProgress?: (part: number) => void) =>
  upload<FullDocument>(IMPORT, file, onProgress);

export const uploadSong = (id: string, file: File, onProgress?: (part: number) => void) =>
  upload<components["schemas"]["SongInfo"]>(addressOf(AUDIO, id), file, onProgress);

export const getWaveform = (id: string) =>
  answerOf(server.GET("/api/v1/sequence/{document_id}/waveform", { params: of(id) }));

export const getAnalysis = (id: string) =>
  answerOf(server.GET("/api/v1/sequence/{document_id}/analysis", { params: of(id) }));

export const exportUrl = (id: string) => addressOf("/api/v1/sequence/{document_id}/export", id);

export const audioUrl = (id: string, contentHash: string) => `${addressOf(AUDIO, id)}?v=${contentHash}`;

/** The live socket stands beside the document's routes; OpenAPI does not describe sockets. */
export function liveUrl(id: string): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}${addressOf(DOCUMENT, id)}/live`;
}
