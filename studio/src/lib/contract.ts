/** The server's JSON, as HTTP contract v1 describes it. Times are integer milliseconds. */

export type Rgb = readonly [number, number, number];

export interface Project {
  name: string;
  description: string;
  default_pixels: number;
  refresh_rate: number;
  total_duration_ms: number;
  audio: AudioRef | null;
}

export interface AudioRef {
  content_hash: string;
  filename: string;
  duration_ms: number;
  embedded?: boolean;
}

export interface Timeline {
  name: string;
  position: number;
  default_pixels: number;
  default_color: Rgb | null;
}

export type EffectType = "strobe" | "fade" | "pulse" | "rainbow";

export interface Effect {
  type: EffectType;
  parameters: Readonly<Record<string, unknown>>;
}

export interface Segment {
  timeline: string;
  start_ms: number;
  end_ms: number;
  color: Rgb;
  end_color: Rgb | null;
  pixels: number;
  effects: readonly Effect[];
}

export type Entity = object;

export interface Change {
  collection: string;
  id: string;
  before: Entity | null;
  after: Entity | null;
}

export type Author = "human" | "copilot" | "import";

export interface Transaction {
  document_id: string;
  revision: number;
  author: Author;
  note: string;
  changes: readonly Change[];
  group: string;
  at_ms: number;
  kind: "edit" | "undo" | "redo" | "restore";
  target: string | null;
}

export interface History {
  can_undo: boolean;
  undo_note: string | null;
  can_redo: boolean;
  redo_note: string | null;
}

export interface Committed {
  transaction: Transaction;
  history: History;
}

export interface DocumentSummary {
  id: string;
  kind: string;
  name: string;
  revision: number;
  created_ms: number;
  modified_ms: number;
}

export interface FullDocument extends DocumentSummary {
  collections: Readonly<Record<string, Readonly<Record<string, Entity>>>>;
  history: History;
  conversation_id: string;
}

export interface PastTransaction extends Transaction {
  undone: boolean;
}

export interface Checkpoint {
  name: string;
  revision: number;
  at_ms: number;
}

export interface PastAndCheckpoints {
  transactions: readonly PastTransaction[];
  checkpoints: readonly Checkpoint[];
}

export interface Waveform {
  content_hash: string;
  duration_ms: number;
  peaks_per_second: number;
  min: readonly number[];
  max: readonly number[];
}

export interface Section {
  label: string;
  start_ms: number;
  end_ms: number;
}

export interface Analysis {
  content_hash: string;
  duration_ms: number;
  tempo_bpm: number;
  beats_ms: readonly number[];
  downbeats_ms: readonly number[];
  onsets_ms: readonly number[];
  sections: readonly Section[];
}

export interface AnalysisReport {
  status: "none" | "running" | "ready" | "failed";
  stage: string;
  progress: number;
  analysis: Analysis | null;
  error?: string;
}

export interface PlaybackCommand {
  type: "playback";
  action: "play" | "pause" | "stop" | "seek" | "volume";
  position_ms?: number;
  volume?: number;
  command_id: string;
}

export type LiveFrame =
  | { type: "hello"; revision: number; history: History }
  | { type: "transaction"; transaction: Transaction; history: History }
  | { type: "analysis"; status: AnalysisReport["status"]; stage: string; progress: number; error?: string }
  | PlaybackCommand;
