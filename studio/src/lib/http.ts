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

export const API = "/api/v1";

const UNREACHABLE = "The server does not answer. Check that it is running, then try again.";

/** Sends JSON, returns the JSON answer (undefined for 204), throws `ApiError`. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const response = await fetch(API + path, init).catch(() => {
    throw new ApiError(0, "unreachable", UNREACHABLE);
  });
  const text = await response.text();
  if (!response.ok) throw errorFrom(response.status, text);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Sends a file as the raw body; `onProgress` gets the part already sent, 0..1. */
export function upload<T>(path: string, file: File, onProgress?: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${API}${path}?filename=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiError(0, "unreachable", UNREACHABLE));
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(errorFrom(request.status, request.responseText));
    };
    request.send(file);
  });
}

function errorFrom(status: number, text: string): ApiError {
  const body = parseObject(text);
  const message = typeof body.message === "string" ? body.message : `The server answered with status ${status}.`;
  return new ApiError(status, typeof body.error === "string" ? body.error : "unknown", message, body);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The sentence to show for anything that was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : "Something unexpected went wrong.";
}
