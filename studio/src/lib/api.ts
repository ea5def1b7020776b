import type {
  AnalysisReport, AudioRef, Change, Checkpoint, Committed, DocumentSummary, FullDocument, PastAndCheckpoints,
  PastTransaction, Transaction, Waveform,
} from "./contract";
import { API, call, upload } from "./http";

/** Every HTTP call of the studio outside the chat. */
export const listDocuments = async () =>
  (await call<{ documents: DocumentSummary[] }>("GET", "/documents?kind=sequence")).documents;

export const createDocument = (name: string, ballCount: number) =>
  call<FullDocument>("POST", "/documents", { kind: "sequence", name, options: { ball_count: ballCount } });

export const getDocument = (id: string) => call<FullDocument>("GET", `/documents/${id}`);

export const deleteDocument = (id: string) => call<undefined>("DELETE", `/documents/${id}`);

export const postChanges = (id: string, baseRevision: number, note: string, changes: readonly Change[]) =>
  call<Committed>("POST", `/documents/${id}/changes`, { base_revision: baseRevision, note, changes });

export const postUndo = (id: string, group?: string) =>
  call<Committed>("POST", `/documents/${id}/undo`, group ? { group } : {});

export const postRedo = (id: string) => call<Committed>("POST", `/documents/${id}/redo`, {});

/** A transaction of the past comes with `undone` beside it or in it. */
type Logged = PastTransaction | { transaction: Transaction; undone: boolean };

export async function getHistory(id: string): Promise<PastAndCheckpoints> {
  const path = `/documents/${id}/history?limit=100`;
  const past = await call<{ transactions: Logged[]; checkpoints: Checkpoint[] }>("GET", path);
  const flat = (entry: Logged) => ("transaction" in entry ? { ...entry.transaction, undone: entry.undone } : entry);
  return { ...past, transactions: past.transactions.map(flat) };
}

export const postCheckpoint = (id: string, name: string) =>
  call<Checkpoint>("POST", `/documents/${id}/checkpoints`, { name });

export const postRestore = (id: string, revision: number) =>
  call<Committed>("POST", `/documents/${id}/restore`, { revision });

export const importShow = (file: File, onProgress?: (part: number) => void) =>
  upload<FullDocument>("/sequence/import", file, onProgress);

export const uploadSong = (id: string, file: File, onProgress?: (part: number) => void) =>
  upload<AudioRef>(`/sequence/${id}/audio`, file, onProgress);

export const getWaveform = (id: string) => call<Waveform>("GET", `/sequence/${id}/waveform`);

export const getAnalysis = (id: string) => call<AnalysisReport>("GET", `/sequence/${id}/analysis`);

export const exportUrl = (id: string) => `${API}/sequence/${id}/export`;

export const audioUrl = (id: string, contentHash: string) => `${API}/sequence/${id}/audio?v=${contentHash}`;

export function liveUrl(id: string): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}${API}/documents/${id}/live`;
}
