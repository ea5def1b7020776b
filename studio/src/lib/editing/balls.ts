import type { Change, Entity, Timeline } from "../contract";
import type { ShowModel, TimelineRow } from "../show/model";
import { newId } from "../ids";
import { added, type Edit, removed } from "./change";

/** Edits of whole balls (timelines). */
export function ballAdded(model: ShowModel): Edit {
  const position = model.timelines.length;
  const pixels = model.project?.default_pixels ?? 4;
  const name = `Ball ${position + 1}`;
  const after: Timeline = { name, position, default_pixels: pixels, default_color: null };
  return { note: `Add ${name}`, changes: [timeline(newId(), null, after)] };
}

export function ballDuplicated(model: ShowModel, ball: TimelineRow): Edit {
  const id = newId();
  const copy = { ...model.get("timelines", ball.id), name: `${ball.name} (Copy)`, position: ball.position + 1 };
  const below = model.timelines.filter((other) => other.position > ball.position);
  const segments = model.lane(ball.id).map((placed) => added({ ...placed.entity, timeline: id }));
  const changes = [timeline(id, null, copy), ...below.map((other) => movedBy(model, other, 1)), ...segments];
  return { note: `Duplicate ${ball.name}`, changes };
}

export function ballDeleted(model: ShowModel, ball: TimelineRow): Edit {
  const below = model.timelines.filter((other) => other.position > ball.position);
  const changes = [
    ...model.lane(ball.id).map(removed),
    timeline(ball.id, model.get("timelines", ball.id), null),
    ...below.map((other) => movedBy(model, other, -1)),
  ];
  return { note: `Delete ${ball.name}`, changes };
}

export function ballRenamed(model: ShowModel, ball: TimelineRow, name: string): Edit {
  const before = model.get("timelines", ball.id);
  return { note: `Rename ${ball.name} to ${name}`, changes: [timeline(ball.id, before, { ...before, name })] };
}

export function ballCleared(model: ShowModel, ball: TimelineRow): Edit {
  return { note: `Clear ${ball.name}`, changes: model.lane(ball.id).map(removed) };
}

function movedBy(model: ShowModel, ball: TimelineRow, by: number): Change {
  const before = model.get("timelines", ball.id);
  return timeline(ball.id, before, { ...before, position: ball.position + by });
}

function timeline(id: string, before: Entity | null, after: Entity | null): Change {
  return { collection: "timelines", id, before, after };
}
