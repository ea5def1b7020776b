/** The closed sets of words that pictures and films are made of, as the server knows them. */

export const STYLES = ["cinematic", "anime", "realistic"] as const;
export const ASPECTS = ["16:9", "9:16"] as const;
export const TIMES = ["dawn", "day", "dusk", "night"] as const;
export const WEATHERS = ["clear", "cloudy", "fog", "rain", "storm", "snow", "wind"] as const;
export const MOODS = ["calm", "joyful", "playful", "romantic", "mysterious", "sad", "tense", "epic"] as const;
export const ROLES = ["protagonist", "supporting"] as const;
export const POSES = [
  "stand", "walk", "run", "sit", "wave", "look up", "look down", "hold", "point", "sleep", "fly",
] as const;

export const SETTINGS = [
  "coast", "sea", "underwater", "island", "river", "lake", "forest", "jungle", "meadow", "garden", "farm",
  "mountain", "snowfield", "desert", "cave", "ruins", "castle", "village", "city", "street", "rooftop",
  "market", "station", "road", "school", "room", "kitchen", "library", "workshop", "laboratory", "stage",
  "sky", "space", "planet",
] as const;

export const ELEMENTS = [
  "lighthouse", "boat", "ship", "bridge", "house", "tower", "windmill", "tent", "campfire", "fence", "well",
  "tree", "pine", "palm", "flower", "mushroom", "rock", "crystal", "waterfall", "cactus", "moon", "sun",
  "star", "comet", "rainbow", "cloud", "lightning", "train", "car", "bicycle", "bus", "rocket", "airplane",
  "balloon", "kite", "umbrella", "lantern", "lamp", "candle", "door", "window", "table", "chair", "bed",
  "book", "letter", "map", "clock", "mirror", "piano", "guitar", "violin", "telescope", "computer", "phone",
  "camera", "painting", "cake", "bread", "cup", "gift", "key", "chest", "sword", "crown", "ball", "snowman",
  "statue", "machine", "satellite", "fireworks", "bench", "streetlight",
] as const;

export const FIGURES = [
  "woman", "man", "girl", "boy", "old woman", "old man", "robot", "ghost", "spirit", "fairy", "wizard",
  "knight", "astronaut", "alien", "dragon", "monster", "cat", "dog", "fox", "bear", "rabbit", "mouse",
  "horse", "bird", "owl", "fish", "whale", "octopus", "turtle", "butterfly", "elephant",
] as const;

export const FEATURES = [
  "hat", "cap", "hood", "scarf", "cape", "coat", "dress", "apron", "glasses", "beard", "moustache",
  "long hair", "curly hair", "bun", "bald", "backpack", "staff", "lantern", "crown", "wings", "antenna",
  "spots", "stripes", "storm", "wind", "water", "fire", "light",
] as const;

export const ANGLES = [
  "EXTREME WIDE SHOT", "WIDE SHOT", "MEDIUM SHOT", "CLOSE-UP", "LOW ANGLE", "HIGH ANGLE", "BIRD'S EYE VIEW",
  "OVER THE SHOULDER",
] as const;

export const MOVEMENTS = [
  "STATIC", "PUSH IN", "PULL OUT", "PAN LEFT", "PAN RIGHT", "TILT UP", "TILT DOWN", "TRACK LEFT",
  "TRACK RIGHT", "CRANE UP", "CRANE DOWN", "HANDHELD",
] as const;

export type Style = (typeof STYLES)[number];
export type Aspect = (typeof ASPECTS)[number];
export type TimeOfDay = (typeof TIMES)[number];
export type Weather = (typeof WEATHERS)[number];
export type Mood = (typeof MOODS)[number];
export type Role = (typeof ROLES)[number];
export type Pose = (typeof POSES)[number];
export type Setting = (typeof SETTINGS)[number];
export type Element = (typeof ELEMENTS)[number];
export type FigureKind = (typeof FIGURES)[number];
export type Feature = (typeof FEATURES)[number];
export type CameraAngle = (typeof ANGLES)[number];
export type CameraMovement = (typeof MOVEMENTS)[number];

const CAMERA = new Set<string>([...ANGLES, ...MOVEMENTS]);

/** Whether a text is one of the words that are written in capitals. */
export const isCameraWord = (text: string): boolean => CAMERA.has(text);

/** "EXTREME WIDE SHOT" and "look up" as a label: "Extreme wide shot", "Look up". */
export const inWords = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** For a select. */
export const optionsOf = (words: readonly string[]) => words.map((value) => ({ value, label: inWords(value) }));
