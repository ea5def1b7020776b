import { addressOf, answerOf, server } from "../http";
import type { Shot, Standing, Step } from "./contract";
import type { Aspect, Mode, Style } from "./vocabulary";

/** The HTTP calls of films. */
const EPISODE = "/api/v1/conversational/episode/{episode_id}";

const of = (id: string) => ({ path: { episode_id: id } });

export interface NewFilm {
  /** A sentence, or with mode `script` a whole script. */
  readonly idea: string;
  readonly mode: Mode;
  readonly style: Style;
  readonly aspect: Aspect;
  readonly seconds: number;
}

/** Until the outline gives it a name of its own. */
const UNTITLED = "Untitled film";

export const createFilm = (options: NewFilm) =>
  answerOf(server.POST("/api/v1/documents", { body: { kind: "episode", name: UNTITLED, options: { ...options } } }));

export const getStanding = (id: string): Promise<Standing> =>
  answerOf(server.GET(`${EPISODE}/state`, { params: of(id) }));

type Written = Exclude<Step, "video">;

const ofPart = (id: string, part: Written) => ({ path: { episode_id: id, part } });

/** `model` is who does the work; null leaves it to the settings. */
export function postGenerate(id: string, step: Step, model: string | null) {
  const body = { llm_model: model };
  if (step === "video") return answerOf(server.POST(`${EPISODE}/video/generate`, { params: of(id), body }));
  return answerOf(server.POST(`${EPISODE}/{part}/generate`, { params: ofPart(id, step), body }));
}

export function postConfirm(id: string, step: Step, model: string | null) {
  const body = { llm_model: model };
  if (step === "video") return answerOf(server.POST(`${EPISODE}/video/confirm`, { params: of(id), body }));
  return answerOf(server.POST(`${EPISODE}/{part}/confirm`, { params: ofPart(id, step), body }));
}

export const postCancel = (id: string) =>
  answerOf(server.POST(`${EPISODE}/cancel`, { params: of(id), body: { llm_model: null } }));

const PICTURES = {
  characters: "/api/v1/episode/{episode_id}/characters/{character_id}/picture",
  scenes: "/api/v1/episode/{episode_id}/scenes/{scene_id}/picture",
  shots: "/api/v1/episode/{episode_id}/shots/{shot_id}/picture",
} as const;

/** What there are pictures of. */
export type Drawn = keyof typeof PICTURES;

export const pictureUrl = (id: string, collection: Drawn, entity: string, version: string): string =>
  `${addressOf(PICTURES[collection], id, entity)}?v=${version}`;

/** A picture for a film as a whole: its poster, or its first shot; null while there is neither. */
export async function coverOf(id: string, modifiedMs: number): Promise<string | null> {
  const { film, storyboard } = await answerOf(server.GET(`${EPISODE}/state`, { params: of(id) }));
  const first = storyboard[0]?.id;
  if (film) return film.poster_url;
  return typeof first === "string" ? pictureUrl(id, "shots", first, String(modifiedMs)) : null;
}

/** The panel of a shot that is only proposed. */
export const drawShot = (id: string, shot: Shot): Promise<Blob> =>
  answerOf(
    server.POST("/api/v1/episode/{episode_id}/picture", { params: of(id), body: { shot: { ...shot } }, parseAs: "blob" }),
  ) as Promise<Blob>;
