/** What this browser remembers: the model, the mode, the targets, drafts. Never keys. */

import { useSyncExternalStore } from "react";
import type { ConfirmationMode } from "../../lib/events";

const PREFIX = "coda.chat.";
const listeners = new Set<() => void>();
const cache = new Map<string, unknown>();

function read(key: string): unknown {
  if (!cache.has(key)) cache.set(key, parse(stored(key)));
  return cache.get(key);
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null; // storage is blocked: the choice lasts as long as the page
  }
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  cache.set(key, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // storage is blocked or full: the choice lasts as long as the page
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function usePreference(key: string): unknown {
  return useSyncExternalStore(subscribe, () => read(key));
}

const isMode = (value: unknown): value is ConfirmationMode =>
  value === "full" || value === "selective" || value === "auto";

const isIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === "string");

export function useMode(): [ConfirmationMode, (mode: ConfirmationMode) => void] {
  const mode = usePreference("mode");
  return [isMode(mode) ? mode : "full", (next) => write("mode", next)];
}

export function useChosenModel(): [string | null, (model: string) => void] {
  const model = usePreference("model");
  return [typeof model === "string" ? model : null, (next) => write("model", next)];
}

/** Null means every target. */
export function useTargetIds(documentId: string): [string[] | null, (ids: string[] | null) => void] {
  const key = `targets.${documentId}`;
  const ids = usePreference(key);
  return [isIds(ids) ? ids : null, (next) => write(key, next)];
}

export function readDraft(conversationId: string): string {
  const draft = read(`draft.${conversationId}`);
  return typeof draft === "string" ? draft : "";
}

export function writeDraft(conversationId: string, text: string): void {
  write(`draft.${conversationId}`, text === "" ? null : text);
}
