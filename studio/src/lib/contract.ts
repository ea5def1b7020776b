/**
 * The server's JSON by the studio's own words. Every type comes from the server's OpenAPI
 * description (`npm run api`). Times are integer milliseconds.
 */
import type { components } from "./api-schema";
import type { Frozen } from "./frozen";

type Schemas = components["schemas"];

export type Analysis = Frozen<Schemas["Analysis"]>;
export type AnalysisNews = Frozen<Schemas["AnalysisNews"]>;
export type AnalysisReport = Frozen<Schemas["AnalysisView"]>;
export type AudioRef = Frozen<Schemas["AudioFile"]>;
export type Author = Schemas["Author"];
export type Change = Frozen<Schemas["Change"]>;
export type Checkpoint = Frozen<Schemas["CheckpointRecord"]>;
export type Committed = Frozen<Schemas["TransactionView"]>;
export type DocumentSummary = Frozen<Schemas["DocumentRecord"]>;
export type Effect = Frozen<Schemas["EntitiesEffect"]>;
export type EffectType = Effect["type"];
export type Entity = NonNullable<Change["after"]>;
export type FullDocument = Frozen<Schemas["DocumentView"]>;
export type History = Frozen<Schemas["HistoryState"]>;
type LiveFrame = Frozen<Schemas["LiveFrame"]>;
/** The frames of any document's live socket, and those that only a show's has. */
export type DocumentFrame = Extract<LiveFrame, { type: "hello" | "transaction" }>;
export type ShowFrame = Extract<LiveFrame, { type: "analysis" | "playback" }>;
export type PastAndCheckpoints = Frozen<Schemas["HistoryView"]>;
export type PastTransaction = Frozen<Schemas["LoggedTransaction"]>;
export type PlaybackCommand = Frozen<Schemas["PlaybackCommand"]>;
export type Project = Frozen<Schemas["Project"]>;
export type Section = Frozen<Schemas["Section"]>;
export type Segment = Frozen<Schemas["Segment"]>;
export type Rgb = Segment["color"];
export type StudioFrame = Frozen<Schemas["StudioFrame"]>;
/** The server writes down when a ball was made; the studio neither shows nor sends that. */
export type Timeline = Frozen<Omit<Schemas["Timeline"], "created">>;
export type TransactionKind = Schemas["TransactionKind"];
export type Waveform = Frozen<Schemas["Waveform"]>;
