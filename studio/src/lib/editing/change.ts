import type { Change, Segment } from "../contract";
import type { Placed } from "../show/lane";
import { newId } from "../ids";

/** An edit the user made: what history will call it, and its changes. */
export interface Edit {
  note: string;
  changes: Change[];
}

export const added = (segment: Segment, id = newId()): Change => ({
  collection: "segments",
  id,
  before: null,
  after: segment,
});

export const removed = (placed: Placed): Change => ({
  collection: "segments",
  id: placed.id,
  before: placed.entity,
  after: null,
});

export const changed = (placed: Placed, part: Partial<Segment>): Change => ({
  collection: "segments",
  id: placed.id,
  before: placed.entity,
  after: { ...placed.entity, ...part },
});

export const count = (items: number, one: string): string => (items === 1 ? one : `${items} ${one}s`);
