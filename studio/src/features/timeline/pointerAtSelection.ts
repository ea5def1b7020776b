import { model } from "../../lib/show/session";
import { selected } from "../../lib/editing/commands";
import { playheadMs } from "../../lib/player";
import { toX, view } from "../../lib/view";
import { laneTop } from "./layout";
import type { Pointer } from "./pointer";
import { presentLayout } from "./useLayout";

/** Where a menu opened by keyboard belongs: on the selected segment, else at the playhead on the active ball. */
export function pointerAtSelection(): Pointer | null {
  const [placed] = selected();
  const ball = placed?.entity.timeline ?? view().activeBall;
  const lane = Math.max(0, model().timelines.findIndex(({ id }) => id === ball));
  if (!model().timelines.length) return null;
  const playhead = playheadMs();
  const inside = placed && placed.start <= playhead && playhead < placed.end;
  const ms = placed && !inside ? (placed.start + placed.end) / 2 : playhead;
  const layout = presentLayout();
  return {
    x: Math.min(view().width, Math.max(0, toX(ms))),
    y: laneTop(layout, lane, view().scrollY) + layout.laneHeight / 2,
    ms,
    lane,
    alt: false,
    shift: false,
    ctrl: false,
  };
}
