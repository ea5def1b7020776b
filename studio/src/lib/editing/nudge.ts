import { model } from "../show/session";
import { neighbour } from "../snap";
import { songStore } from "../show/song";
import { playheadMs } from "../player";
import { seek } from "../playback/engine";
import { toGrid } from "../time";
import { count } from "./change";
import { selected } from "./commands";
import { draftStore, sketchAndWait } from "./draft";
import { moved } from "./move";

/** A run of nudges within this time becomes one edit. */
const PAUSE_MS = 350;

let run = { deltaMs: 0, deltaLane: 0 };

/** Moves the selection, or the playhead when nothing is selected, by `ms` or to the next beat. */
export function nudge(direction: 1 | -1, step: number | "beat"): void {
  const items = selected();
  const from = items.length ? Math.min(...items.map((placed) => placed.start)) + ongoing().deltaMs : playheadMs();
  const ms = step === "beat" ? toBeat(from, direction) : direction * step;
  if (items.length) moveSelection(ms, 0);
  else seek(from + ms);
}

/** Moves the selection to the balls above or below. */
export function nudgeLane(direction: 1 | -1): void {
  moveSelection(0, direction);
}

function moveSelection(ms: number, lane: number): void {
  const items = selected();
  if (!items.length) return;
  run = { deltaMs: ongoing().deltaMs + ms, deltaLane: ongoing().deltaLane + lane };
  const balls = model().timelines.map(({ id }) => id);
  const changes = moved(items, run.deltaMs, run.deltaLane, balls);
  sketchAndWait(`Nudge ${count(items.length, "segment")}`, changes, PAUSE_MS);
}

function ongoing(): typeof run {
  return draftStore.getState().draft ? run : { deltaMs: 0, deltaLane: 0 };
}

function toBeat(from: number, direction: 1 | -1): number {
  const beats = songStore.getState().report.analysis?.beats_ms ?? [];
  const target = neighbour(beats, from, direction);
  return target === null ? 0 : toGrid(target) - from;
}
