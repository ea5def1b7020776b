import { addressOf, answerOf, server } from "../http";
import type { Change } from "../contract";
import type { Standing, Step } from "./contract";
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

const PICTURE = "/api/v1/episode/{episode_id}/{collection}/{entity_id}/picture";

/** What there are pictures of. */
export type Drawn = "characters" | "scenes" | "shots";

export const pictureUrl = (id: string, collection: Drawn, entity: string, version: string): string =>
  `${addressOf(PICTURE, id, collection, entity)}?v=${version}`;

/** A picture for a film as a whole: its poster, or its first shot; null while there is neither. */
export async function coverOf(id: string, modifiedMs: number): Promise<string | null> {
  const { film, storyboard } = await answerOf(server.GET(`${EPISODE}/state`, { params: of(id) }));
  const first = storyboard[0]?.id;
  if (film) return film.poster_url;
  return typeof first === "string" ? pictureUrl(id, "shots", first, String(modifiedMs)) : null;
}

/** A picture as it would be with the changes of a proposal. */
export const drawProposed = (id: string, collection: Drawn, entity: string, changes: readonly Change[]): Promise<Blob> =>
  answerOf(
    server.POST(PICTURE, {
      params: { path: { episode_id: id, collection, entity_id: entity } },
      body: { changes: [...changes] },
      parseAs: "blob",
    }),
  ) as Promise<Blob>;
