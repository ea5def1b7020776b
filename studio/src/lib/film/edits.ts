import type { Change, Entity } from "../contract";
import type { Edit } from "../editing/change";
import type { Row, Scene, Shot } from "./contract";
import type { EpisodeModel } from "./model";

/** What the user can do to a film by hand; each is one edit. */

const change = (collection: string, id: string, before: Entity | null, after: Entity | null): Change => ({
  collection,
  id,
  before,
  after,
});

/** Gives some fields of an entity other values. */
export function fieldsSet(model: EpisodeModel, collection: string, id: string, part: object, note: string): Edit {
  const before = model.get(collection, id);
  return { note, changes: before ? [change(collection, id, before, { ...before, ...part })] : [] };
}

/** Puts the rows of a collection into the order of `ids`. */
function arranged(model: EpisodeModel, collection: string, ids: readonly string[]): Change[] {
  return ids.flatMap((id, position) => {
    const before = model.get(collection, id) as (Entity & { position?: number }) | null;
    return before && before.position !== position ? [change(collection, id, before, { ...before, position })] : [];
  });
}

/** Moves a shot so that it comes to stand at `to`, counted from 0 among all shots. */
export function shotMoved(model: EpisodeModel, id: string, to: number): Edit {
  const ids = model.shots.map((shot) => shot.id);
  const from = ids.indexOf(id);
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  return { note: `Move shot ${from + 1} to ${to + 1}`, changes: arranged(model, "shots", ids) };
}

/** Moves a shot into another scene, to its end. */
export function shotIntoScene(model: EpisodeModel, id: string, scene: Row<Scene>): Edit {
  const shot = model.get("shots", id) as Shot | null;
  return fieldsSet(model, "shots", id, { scene: scene.id }, `Put shot ${(shot?.position ?? 0) + 1} into ${scene.name}`);
}

function shotPut(model: EpisodeModel, shot: Omit<Shot, "position">, at: number, note: string): Edit & { id: string } {
  const id = crypto.randomUUID();
  const later = model.shots.slice(at).map((other) => other.id);
  const pushed = later.map((other, index) => {
    const before = model.get("shots", other);
    return change("shots", other, before, { ...before, position: at + 1 + index });
  });
  return { note, changes: [...pushed.reverse(), change("shots", id, null, { ...shot, position: at })], id };
}

const BLANK: Omit<Shot, "position" | "scene"> = {
  visual_desc: "",
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
};

/** A new shot after the one at `after` (−1: at the beginning), in its scene; null while there is no scene. */
export function shotAdded(model: EpisodeModel, after: number): (Edit & { id: string }) | null {
  const scene = model.shots[after]?.scene ?? model.scenes[0]?.id;
  if (!scene) return null;
  return shotPut(model, { ...BLANK, scene }, after + 1, `Add shot ${after + 2}`);
}

/** What a new character and a new scene begin with; `name` has to be one that no other has. */
const NEW = {
  characters: {
    role: "supporting", description: "", appearance: "", personality: [], figure: "woman", element: null, features: [],
    colors: ["#e8b48f", "#3f6fa8", "#e2b344"],
  },
  scenes: { description: "", atmosphere: "", setting: "meadow", time: "day", weather: "clear", mood: "calm" },
} as const;

/** A new card at the end of the cast or the scenes. */
export function cardAdded(model: EpisodeModel, collection: keyof typeof NEW): Edit & { id: string } {
  const id = crypto.randomUUID();
  const rows = model[collection];
  const name = freeName(collection === "scenes" ? "New scene" : "New character", rows.map((row) => row.name));
  const after = { ...NEW[collection], name, position: rows.length };
  return { note: `Add ${name}`, changes: [change(collection, id, null, after)], id };
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number += 1) name = `${wanted} ${number}`;
  return name;
}

export function shotDuplicated(model: EpisodeModel, { id, position }: Row<Shot>): Edit & { id: string } {
  return shotPut(model, model.get("shots", id) as unknown as Shot, position + 1, `Duplicate shot ${position + 1}`);
}

/** Removes a card; what comes after it moves up. A scene's shots go with it. */
export function removed(model: EpisodeModel, collection: string, id: string, name: string): Edit {
  const shots = collection === "scenes" ? model.shots.filter((shot) => shot.scene === id) : [];
  const gone = [...shots.map((shot) => ["shots", shot.id] as const), [collection, id] as const];
  const changes = gone.map(([from, entity]) => change(from, entity, model.get(from, entity), null));
  return { note: `Delete ${name}`, changes: [...changes, ...closedUp(model, gone)] };
}

/** The places that what is left of the touched collections takes. */
function closedUp(model: EpisodeModel, gone: readonly (readonly [string, string])[]): Change[] {
  const lists = { characters: model.characters, scenes: model.scenes, shots: model.shots };
  return Object.entries(lists).flatMap(([collection, rows]) => {
    const away = new Set(gone.flatMap(([from, id]) => (from === collection ? [id] : [])));
    if (!away.size) return [];
    return arranged(model, collection, rows.map((row) => row.id).filter((id) => !away.has(id)));
  });
}
