/** The journal's events by the chat's own words; every type comes from the server's OpenAPI description. */
import type { components } from "./api-schema";
import type { Frozen } from "./frozen";

type Schemas = components["schemas"];

export type AnalyticsUpdate = Frozen<Schemas["AnalyticsUpdate"]>;
export type Citation = Frozen<Schemas["Citation"]>;
export type Change = Frozen<Schemas["Change"]>;
export type ConfirmationMode = Schemas["ConfirmationMode"];
export type ContextAssembled = Frozen<Schemas["ContextAssembled"]>;
export type Decision = Frozen<Schemas["Decision"]>;
export type Effect = Schemas["EventsEffect"];
export type Entry = Frozen<Schemas["Entry"]>;
export type FunctionCall = Frozen<Schemas["FunctionCall"]>;
export type FunctionResult = Frozen<Schemas["FunctionResult"]>;
export type JournalEvent = Entry["event"];
export type Progress = Frozen<Schemas["Progress"]>;
export type Proposal = Frozen<Schemas["Proposal"]>;
export type ProposedCall = Frozen<Schemas["ProposedCall"]>;
export type Arguments = ProposedCall["arguments"];
export type ProviderSwitched = Frozen<Schemas["ProviderSwitched"]>;
export type Recovery = Schemas["Recovery"];
export type ResponseComplete = Frozen<Schemas["ResponseComplete"]>;
export type ResponseError = Frozen<Schemas["ResponseError"]>;
export type ResponseInterrupted = Frozen<Schemas["ResponseInterrupted"]>;
export type Usage = Frozen<Schemas["Usage"]>;
export type UsageRecorded = Frozen<Schemas["UsageRecorded"]>;
export type UserMessage = Frozen<Schemas["UserMessage"]>;
