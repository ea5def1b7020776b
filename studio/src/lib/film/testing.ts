import type { Entity } from "../contract";
import type { Character, Episode, Outline, Scene, Shot, Standing } from "./contract";
import { EpisodeModel } from "./model";

/** Small films for the tests. */
export const episode = (part: Partial<Episode> = {}): Episode => ({
  title: "The keeper",
  idea: "A keeper befriends a storm",
  mode: "idea",
  style: "cinematic",
  state: "storyboard_generated",
  language: "en",
  aspect: "16:9",
  seconds: 30,
  seed: 1,
  mood: "calm",
  voice: true,
  takes: {},
  created: "",
  ...part,
});

export const outline: Outline = {
  genre: "Fable",
  episode_count: 1,
  synopsis: "A keeper meets a storm.",
  characters_summary: [],
  plot_summary: [{ act: "Beginning", description: "They meet." }],
  highlights: ["The meeting"],
  refined: "",
};

export const character = (position: number, name: string): Character => ({
  name,
  position,
  role: "supporting",
  description: "",
  appearance: "",
  personality: [],
  figure: "woman",
  element: null,
  features: [],
  colors: ["#e8b48f", "#3f6fa8", "#e2b344"],
});

export const scene = (position: number, name: string): Scene => ({
  name,
  position,
  description: "",
  atmosphere: "",
  setting: "coast",
  time: "day",
  weather: "clear",
  mood: "calm",
});

export const shot = (position: number, part: Partial<Shot> = {}): Shot => ({
  scene: "shore",
  position,
  visual_desc: `Picture ${position + 1}`,
  camera_angle: "MEDIUM SHOT",
  camera_movement: "STATIC",
  seconds: 4,
  characters: [],
  character_action: null,
  pose: "stand",
  narration: "",
  dialogue: null,
  speaker: null,
  voice_actor: null,
  time: null,
  weather: null,
  elements: null,
  ...part,
});

const entities = (of: Record<string, object>) => of as Record<string, Entity>;

export const collections = (part: Partial<Episode> = {}): Record<string, Record<string, Entity>> => ({
  episode: entities({ episode: episode(part) }),
  outline: entities({ outline }),
  characters: entities({ keeper: character(0, "Caspar"), storm: character(1, "The storm") }),
  scenes: entities({ shore: scene(0, "The shore"), tower: scene(1, "The tower") }),
  shots: entities({
    a: shot(0, { characters: ["keeper"] }),
    b: shot(1),
    c: shot(2, { scene: "tower", dialogue: "Stay.", speaker: "keeper" }),
  }),
});

/** Three shots in two scenes, with two characters. */
export const smallFilm = (part: Partial<Episode> = {}): EpisodeModel => new EpisodeModel(collections(part));

export const standing = (part: Partial<Standing> = {}): Standing => ({
  state: "storyboard_generated",
  step_info: {
    state: "storyboard_generated",
    step_name: "Storyboard",
    step_description: "Look at the storyboard.",
    available_actions: ["confirm", "edit", "regenerate"],
    progress_percentage: 80,
  },
  activity: null,
  film: null,
  ...part,
});
