import type { Change } from "../contract";
import type { Shot } from "./contract";
import type { Drawn } from "./filmApi";
import type { EpisodeModel } from "./model";

/**
 * Versions of pictures: a digest of everything a picture is drawn from, so that its address changes
 * exactly when the picture may. Other fields only cost a redraw that looks the same.
 */
function shotVersion(model: EpisodeModel, id: string): string {
  const shot = model.get("shots", id) as unknown as Shot | null;
  const cast = shot?.characters.map((character) => model.get("characters", character));
  return digest([{ ...shot, ...UNSEEN }, model.get("scenes", shot?.scene ?? ""), cast, look(model)]);
}

/** What is heard, and when, is not in the picture. */
const UNSEEN = { position: 0, seconds: 0, narration: "", dialogue: null, speaker: null, voice_actor: null, camera_movement: "" };

const characterVersion = (model: EpisodeModel, id: string): string =>
  digest([model.get("characters", id), look(model)]);

const sceneVersion = (model: EpisodeModel, id: string): string => digest([model.get("scenes", id), look(model)]);

const VERSIONS = { characters: characterVersion, scenes: sceneVersion, shots: shotVersion };

export const versionOf = (model: EpisodeModel, collection: Drawn, id: string): string => VERSIONS[collection](model, id);

/** The version of a picture with a proposal's changes; null where it looks as it does now, or would be gone. */
export function proposedVersion(model: EpisodeModel, changes: readonly Change[], collection: Drawn, id: string): string | null {
  const changed = model.with(changes);
  if (!changed.get(collection, id)) return null;
  const version = versionOf(changed, collection, id);
  return model.get(collection, id) && version === versionOf(model, collection, id) ? null : version;
}

/** What of the film as a whole is seen in every picture. */
function look({ episode }: EpisodeModel): unknown {
  return episode && [episode.style, episode.aspect, episode.seed, episode.mood, episode.language];
}

/** 53 bits of a string hash (cyrb53), which is plenty to tell versions of one picture apart. */
function digest(value: unknown): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const letter of JSON.stringify(value)) {
    const code = letter.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
