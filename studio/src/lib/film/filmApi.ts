import { errorFrom, unreachable } from "../http";
import type { Shot, Standing, Step } from "./contract";
import type { Aspect, Style } from "./vocabulary";

/** The HTTP calls of films. */
const API = "/api/v1";
const workflow = (id: string) => `${API}/conversational/episode/${id}`;
const episode = (id: string) => `${API}/episode/${id}`;

async function asked(method: "GET" | "POST", address: string, body?: object): Promise<Response> {
  const init = body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(address, { method, ...init }).catch(() => {
    throw unreachable();
  });
  if (response.ok) return response;
  throw errorFrom(response.status, await response.json().catch(() => null));
}

export interface NewFilm {
  readonly idea: string;
  readonly style: Style;
  readonly aspect: Aspect;
  readonly seconds: number;
}

/** Its id. */
export async function createFilm({ idea, ...options }: NewFilm): Promise<string> {
  const body = { mode: "idea", initial_content: idea, ...options };
  const answer = await asked("POST", `${API}/conversational/episode/create`, body);
  return ((await answer.json()) as { episode_id: string }).episode_id;
}

export const getStanding = async (id: string): Promise<Standing> =>
  (await (await asked("GET", `${workflow(id)}/state`)).json()) as Standing;

/** `model` is who does the work; null leaves it to the settings. */
export const postGenerate = (id: string, step: Step, model: string | null) =>
  asked("POST", `${workflow(id)}/${step}/generate`, { llm_model: model });

export const postConfirm = (id: string, step: Step, model: string | null) =>
  asked("POST", `${workflow(id)}/${step}/confirm`, { llm_model: model });

export const postCancel = (id: string) => asked("POST", `${workflow(id)}/cancel`, {});

export const pictureUrl = (id: string, collection: string, entity: string, version: string): string =>
  `${episode(id)}/${collection}/${entity}/picture?v=${version}`;

/** The panel of a shot that is only proposed. */
export const drawShot = async (id: string, shot: Shot): Promise<Blob> =>
  (await asked("POST", `${episode(id)}/picture`, { shot })).blob();
