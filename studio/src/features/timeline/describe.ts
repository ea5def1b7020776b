import type { Placed } from "../../lib/show/lane";
import type { ShowModel, TimelineRow } from "../../lib/show/model";
import { colorName } from "../../lib/palette";
import { formatTime } from "../../lib/time";

/** A segment in one sentence: "Ball 1, segment 2 of 8: Red to Blue, 0:01.00 to 0:02.50, strobe". */
export function describe(model: ShowModel, placed: Placed): string {
  const { timeline, color, end_color, effects } = placed.entity;
  const lane = model.lane(timeline);
  const ball = model.timelines.find(({ id }) => id === timeline)?.name ?? "Unknown ball";
  const colors = end_color ? `${colorName(color)} to ${colorName(end_color)}` : colorName(color);
  const marks = effects.map(({ type }) => `, ${type}`).join("");
  const place = `segment ${lane.indexOf(placed) + 1} of ${lane.length}`;
  return `${ball}, ${place}: ${colors}, ${formatTime(placed.start)} to ${formatTime(placed.end)}${marks}`;
}

export function describeBall(model: ShowModel, ball: TimelineRow): string {
  const { length } = model.lane(ball.id);
  return `${ball.name}, ${length === 1 ? "1 segment" : `${length} segments`}`;
}
