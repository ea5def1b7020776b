/** The closed sets of words that pictures and films are made of, in the order in which they are offered. */
import type { Character, Episode, Scene, Shot } from "./contract";

export type Mode = Episode["mode"];
export type Style = Episode["style"];
export type Aspect = Episode["aspect"];
export type Element = NonNullable<Shot["elements"]>[number];

/** Takes a list only if it names every word of its type, and no other. */
const every =
  <W extends string>() =>
  <const L extends readonly W[]>(words: L & ([W] extends [L[number]] ? unknown : never)): L =>
    words;

export const STYLES = every<Style>()(["cinematic", "anime", "realistic"]);
export const ASPECTS = every<Aspect>()(["16:9", "9:16"]);
export const TIMES = every<Scene["time"]>()(["dawn", "day", "dusk", "night"]);
export const WEATHERS = every<Scene["weather"]>()(["clear", "cloudy", "fog", "rain", "storm", "snow", "wind"]);
export const MOODS = every<Scene["mood"]>()(["calm", "joyful", "playful", "romantic", "mysterious", "sad", "tense", "epic"]);
export const ROLES = every<Character["role"]>()(["protagonist", "supporting"]);
export const POSES = every<Shot["pose"]>()([
  "stand", "walk", "run", "sit", "wave", "look up", "look down", "hold", "point", "sleep", "fly",
]);

export const SETTINGS = every<Scene["setting"]>()([
  "coast", "sea", "underwater", "island", "river", "lake", "forest", "jungle", "meadow", "garden", "farm",
  "mountain", "snowfield", "desert", "cave", "ruins", "castle", "village", "city", "street", "rooftop",
  "market", "station", "road", "school", "room", "kitchen", "library", "workshop", "laboratory", "stage",
  "museum", "hospital", "shop", "cafe", "fairground", "harbour", "swamp", "sky", "space", "planet",
]);

export const ELEMENTS = every<Element>()([
  "lighthouse", "boat", "ship", "bridge", "house", "tower", "windmill", "tent", "campfire", "fence", "well",
  "tree", "pine", "palm", "flower", "mushroom", "rock", "crystal", "waterfall", "cactus", "moon", "sun",
  "star", "comet", "rainbow", "cloud", "lightning", "train", "car", "bicycle", "bus", "rocket", "airplane",
  "balloon", "kite", "umbrella", "lantern", "lamp", "candle", "door", "window", "table", "chair", "bed",
  "book", "letter", "map", "clock", "mirror", "piano", "guitar", "violin", "telescope", "computer", "phone",
  "camera", "painting", "cake", "bread", "cup", "gift", "key", "chest", "sword", "crown", "ball", "snowman",
  "statue", "machine", "satellite", "fireworks", "bench", "streetlight", "pencil", "teapot", "shoe", "sock",
  "hat", "apple", "egg", "bell", "coin", "drum", "bottle", "leaf",
]);

export const FIGURES = every<Character["figure"]>()([
  "woman", "man", "girl", "boy", "old woman", "old man", "robot", "ghost", "spirit", "fairy", "wizard",
  "knight", "astronaut", "alien", "dragon", "monster", "cat", "dog", "fox", "bear", "rabbit", "mouse",
  "horse", "bird", "owl", "fish", "whale", "octopus", "turtle", "butterfly", "elephant", "thing",
]);

export const FEATURES = every<Character["features"][number]>()([
  "hat", "cap", "hood", "scarf", "cape", "coat", "dress", "apron", "glasses", "beard", "moustache",
  "long hair", "curly hair", "bun", "bald", "backpack", "staff", "lantern", "crown", "wings", "antenna",
  "spots", "stripes", "storm", "wind", "water", "fire", "light",
]);

export const ANGLES = every<Shot["camera_angle"]>()([
  "EXTREME WIDE SHOT", "WIDE SHOT", "MEDIUM SHOT", "CLOSE-UP", "LOW ANGLE", "HIGH ANGLE", "BIRD'S EYE VIEW",
  "OVER THE SHOULDER",
]);

export const MOVEMENTS = every<Shot["camera_movement"]>()([
  "STATIC", "PUSH IN", "PULL OUT", "PAN LEFT", "PAN RIGHT", "TILT UP", "TILT DOWN", "TRACK LEFT",
  "TRACK RIGHT", "CRANE UP", "CRANE DOWN", "HANDHELD",
]);

const CAMERA = new Set<string>([...ANGLES, ...MOVEMENTS]);

/** Whether a text is one of the words that are written in capitals. */
export const isCameraWord = (text: string): boolean => CAMERA.has(text);

/** "EXTREME WIDE SHOT" and "look up" as a label: "Extreme wide shot", "Look up". */
export const inWords = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** For a select. */
export const optionsOf = (words: readonly string[]) => words.map((value) => ({ value, label: inWords(value) }));
