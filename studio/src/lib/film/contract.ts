/**
 * Films by the studio's own words. Every type comes from the server's OpenAPI description (`npm run
 * api`). Positions count from 0, lengths are in seconds.
 */
import type { components } from "../api-schema";
import type { Frozen } from "../frozen";

type Schemas = components["schemas"];

export type Act = Frozen<Schemas["Act"]>;
export type Character = Frozen<Schemas["Character"]>;
export type Episode = Frozen<Schemas["Episode"]>;
export type Outline = Frozen<Schemas["Outline"]>;
export type Scene = Frozen<Schemas["Scene"]>;
export type Shot = Frozen<Schemas["Shot"]>;

/** An entity with its id, as lists hold it. */
export type Row<E> = E & { readonly id: string };

/** The last step that is finished; it stands in the document. */
export type Stable = Episode["state"];
export type Step = "outline" | "characters" | "scenes" | "storyboard" | "video";

export type Activity = Frozen<Schemas["ActivityView"]>;
export type Film = Frozen<Schemas["FilmLinks"]>;
export type FilmFrame = Frozen<Schemas["EpisodeNews"]>;
/** Where a film stands besides its document. */
export type Standing = Pick<FilmFrame, "state" | "step_info" | "activity" | "film">;
