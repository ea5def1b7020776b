/** Films by the studio's own words. Positions count from 0, lengths are in seconds. */
import type { Style } from "./vocabulary";
import type {
  Aspect, CameraAngle, CameraMovement, Element, Feature, FigureKind, Mood, Pose, Role, Setting, TimeOfDay, Weather,
} from "./vocabulary";

/** The last step that is finished; it stands in the document. */
export type Stable =
  | "initial"
  | "outline_generated"
  | "outline_confirmed"
  | "refined"
  | "characters_generated"
  | "characters_confirmed"
  | "scenes_generated"
  | "scenes_confirmed"
  | "storyboard_generated"
  | "storyboard_confirmed"
  | "cancelled";

export type Step = "outline" | "characters" | "scenes" | "storyboard" | "video";
export type Action = "confirm" | "edit" | "regenerate" | "cancel" | "next";

export interface Episode {
  readonly title: string;
  readonly idea: string;
  readonly mode: "idea" | "script";
  readonly style: Style;
  readonly state: Stable;
  readonly language: string;
  readonly aspect: Aspect;
  readonly seconds: number;
  readonly seed: number;
  readonly mood: Mood;
  readonly voice: boolean;
  readonly created: string;
}

export interface Act {
  readonly act: string;
  readonly description: string;
}

export interface Outline {
  readonly genre: string;
  readonly episode_count: number;
  readonly synopsis: string;
  readonly characters_summary: readonly { readonly name: string; readonly role: Role; readonly description: string }[];
  readonly plot_summary: readonly Act[];
  readonly highlights: readonly string[];
  readonly refined: string;
}

export interface Character {
  readonly name: string;
  readonly position: number;
  readonly role: Role;
  readonly description: string;
  readonly appearance: string;
  readonly personality: readonly string[];
  readonly figure: FigureKind;
  readonly features: readonly Feature[];
  /** Body, clothes, accent, as `#rrggbb`. */
  readonly colors: readonly [string, string, string];
}

export interface Scene {
  readonly name: string;
  readonly position: number;
  readonly description: string;
  readonly atmosphere: string;
  readonly setting: Setting;
  readonly time: TimeOfDay;
  readonly weather: Weather;
  readonly mood: Mood;
}

export interface Shot {
  readonly scene: string;
  readonly position: number;
  readonly visual_desc: string;
  readonly camera_angle: CameraAngle;
  readonly camera_movement: CameraMovement;
  readonly seconds: number;
  readonly characters: readonly string[];
  readonly character_action: string | null;
  readonly pose: Pose;
  readonly narration: string;
  readonly dialogue: string | null;
  readonly speaker: string | null;
  readonly voice_actor: string | null;
  readonly time: TimeOfDay | null;
  readonly weather: Weather | null;
  readonly elements: readonly Element[] | null;
}

/** An entity with its id, as lists hold it. */
export type Row<E> = E & { readonly id: string };

export interface StepInfo {
  readonly state: string;
  readonly step_name: string;
  readonly step_description: string;
  readonly available_actions: readonly Action[];
  readonly progress_percentage: number;
}

/** What is under way for a film just now, or how it went last when it failed. `progress` is 0..1. */
export interface Activity {
  readonly step: Step | "refinement";
  readonly agent: string;
  readonly status: "queued" | "running" | "failed" | "done" | "cancelled";
  readonly stage: string;
  readonly progress: number;
  readonly message: string;
  readonly insight: string;
  readonly error: string | null;
}

/**
 * The newest film there is; not `fresh` when the shots were changed since. `made` and `reused` count
 * its parts by kind; `findings` are sentences about what was measured in it.
 */
export interface Film {
  readonly key: string;
  readonly url: string;
  readonly poster_url: string;
  readonly subtitles_url: string;
  readonly fresh: boolean;
  readonly seconds: number;
  readonly made: Readonly<Record<string, number>>;
  readonly reused: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
}

/** Where a film stands besides its document. */
export interface Standing {
  readonly state: string;
  readonly step_info: StepInfo;
  readonly activity: Activity | null;
  readonly film: Film | null;
}

export type FilmFrame = Standing & { readonly type: "episode" };
