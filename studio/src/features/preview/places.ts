import { cascade } from "./cascade";

/** One ball on the stage, in CSS pixels; `floor` is where its light falls below it. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly floor: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** In a row, or where they are in a cascade after `juggledMs`. */
export function placesAt(count: number, room: Room, juggledMs: number | null): Place[] {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return indexes.map((index) => (juggledMs === null ? inRow(index, count, room) : inAir(index, count, room, juggledMs)));
}

function inRow(index: number, count: number, { width, height }: Room): Place {
  const step = width / Math.max(1, count);
  const radius = Math.min(height * 0.26, step * 0.28, 92);
  const gap = Math.min(step, radius * 3.9);
  const y = height * 0.44;
  return { x: width / 2 + (index - (count - 1) / 2) * gap, y, radius, floor: Math.min(height * 0.93, y + radius * 1.66) };
}

function inAir(index: number, count: number, { width, height }: Room, ms: number): Place {
  const { x, y } = cascade(index, count, ms / 1000);
  const radius = Math.min(height * 0.11, width * 0.05, 38);
  const reach = Math.min(width * 0.36, height * 0.75);
  return { x: width / 2 + (x * reach) / 1.1, y: height * 0.72 - y * height * 0.56, radius, floor: height * 0.93 };
}
