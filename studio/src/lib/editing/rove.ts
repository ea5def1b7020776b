import { firstEndingAfter, type Placed } from "../show/lane";
import { model } from "../show/session";
import { playheadMs } from "../player";
import { select } from "../selection";
import { reveal, view, viewStore } from "../view";
import { selected } from "./commands";

/** Walks over the segments by keyboard: along a ball, and from ball to ball. */
export function roveSegment(direction: 1 | -1): void {
  const ball = activeBall();
  if (!ball) return;
  const lane = model().lane(ball);
  const present = selected().find((placed) => placed.entity.timeline === ball);
  const next = present ? lane.indexOf(present) + direction : firstEndingAfter(lane, playheadMs());
  take(lane[Math.min(lane.length - 1, Math.max(0, next))]);
}

export function roveBall(direction: 1 | -1): void {
  const balls = model().timelines;
  const present = balls.findIndex(({ id }) => id === activeBall());
  const next = balls[Math.min(balls.length - 1, Math.max(0, present + direction))];
  if (!next) return;
  viewStore.setState({ activeBall: next.id });
  const lane = model().lane(next.id);
  take(lane[Math.min(lane.length - 1, firstEndingAfter(lane, selected()[0]?.start ?? playheadMs()))]);
}

function activeBall(): string | undefined {
  const { activeBall: id } = view();
  return model().timelines.find((ball) => ball.id === id)?.id ?? model().timelines[0]?.id;
}

function take(placed: Placed | undefined): void {
  if (!placed) return;
  viewStore.setState({ activeBall: placed.entity.timeline });
  select([placed.id]);
  reveal(placed.start);
}
