import createClient from "openapi-fetch";
import type { paths } from "./api-schema";

/** One failed request: a stable code for the program and a plain sentence for the user. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }
}

const unreachable = (): ApiError =>
  new ApiError(0, "unreachable", "The server does not answer. Check that it is running, then try again.");

/** The server's JSON routes: a path, parameter or field it does not know does not compile. */
export const server = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) =>
    fetch(request).catch(() => {
      throw unreachable();
    }),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What the server answered. Throws `ApiError`. */
export async function answerOf<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) throw errorFrom(response.status, error);
  return data as T;
}

/** The address of a route for what is not JSON: files, streams, downloads. `ids` fill its parameters in order. */
export const addressOf = (route: keyof paths, ...ids: string[]): string =>
  ids.reduce<string>((address, id) => address.replace(/\{\w+\}/, id), route);

/** Sends a file as the raw body; `onProgress` gets the part already sent, 0..1. */
export function upload<T>(address: string, file: File, onProgress?: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${address}?filename=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(errorFrom(request.status, parsed(request.responseText)));
    };
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An answer that is no `Problem` comes from something between us and the server. */
function errorFrom(status: number, body: unknown): ApiError {
  const problem = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const { error, message } = problem;
  const words = typeof message === "string" ? message : `The server answered with status ${status}.`;
  return new ApiError(status, typeof error === "string" ? error : "unknown", words, problem);
}

/** The sentence to show for anything that was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : "Something unexpected went wrong.";
}
