import { firstEndingAfter, type Placed } from "../../../lib/show/lane";
import { laneTop } from "../layout";
import { drawBeatLines } from "./beats";
import { msOf, type Scene, xOf } from "./scene";
import { type Box, drawSegment, outline } from "./segment";
import { DETAILED_PX, drawStrip, nextSeen } from "./strip";

const PADDING = 5;
const NONE: ReadonlySet<string> = new Set();

export function drawLanes(scene: Scene): void {
  const { ctx, layout, balls, width, height } = scene;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, layout.lanes, width, height - layout.lanes);
  ctx.clip();
  balls.forEach(({ id }, index) => drawLaneBack(scene, id, index));
  drawBeatLines(scene, Math.min(height, laneTop(layout, balls.length, scene.scrollY)));
  balls.forEach(({ id }, index) => {
    drawVisible(scene, scene.laneOf(id), index);
    drawVisible({ ...scene, hidden: NONE }, scene.putOf(id), index);
  });
  drawShowEnd(scene);
  ctx.restore();
}

export function boxOf(scene: Scene, placed: Placed, laneIndex: number): Box {
  const left = Math.max(-8, xOf(scene, placed.start));
  const right = Math.min(scene.width + 8, xOf(scene, placed.end));
  const y = laneTop(scene.layout, laneIndex, scene.scrollY) + PADDING;
  return { x: left, y, width: right - left, height: scene.layout.laneHeight - 2 * PADDING };
}

function drawLaneBack({ ctx, ink, layout, width, scrollY, activeBall }: Scene, id: string, index: number): void {
  const top = laneTop(layout, index, scrollY);
  const rest = index % 2 ? ink.laneAlt : ink.lane;
  ctx.fillStyle = id === activeBall ? ink.laneActive : rest;
  ctx.fillRect(0, top, width, layout.laneHeight);
  ctx.fillStyle = ink.border;
  ctx.fillRect(0, top + layout.laneHeight - 1, width, 1);
}

/** A sorted lane's visible part: narrow segments as one strip, wide ones each by itself, then what is selected. */
function drawVisible(scene: Scene, lane: readonly Placed[], laneIndex: number): void {
  const top = laneTop(scene.layout, laneIndex, scene.scrollY);
  if (top > scene.height || top + scene.layout.laneHeight < scene.layout.lanes) return;
  drawStrip(scene, lane, top + PADDING, scene.layout.laneHeight - 2 * PADDING, (placed) => {
    if (!scene.hidden.has(placed.id)) drawSegment(scene, placed.entity, boxOf(scene, placed, laneIndex));
  });
  if (scene.selected.size) drawSelection(scene, lane, laneIndex);
}

/** Rings around the selected segments; those that touch on the screen share one. */
function drawSelection(scene: Scene, lane: readonly Placed[], laneIndex: number): void {
  const end = msOf(scene, scene.width);
  let run = null as Box | null;
  let i = firstEndingAfter(lane, scene.scrollMs);
  while (i < lane.length && lane[i]!.start < end) {
    const placed = lane[i]!;
    i = nextSeen(scene, lane, i);
    if (!scene.selected.has(placed.id) || scene.hidden.has(placed.id)) continue;
    const box = boxOf(scene, placed, laneIndex);
    const joins = run !== null && box.width < DETAILED_PX && box.x <= run.x + run.width + 1;
    if (run && !joins) drawSelected(scene, run);
    run = run && joins ? { ...run, width: box.x + box.width - run.x } : box;
  }
  if (run) drawSelected(scene, run);
}

function drawSelected({ ctx, ink }: Scene, box: Box): void {
  ctx.strokeStyle = ink.surface;
  ctx.lineWidth = 4;
  outline(ctx, box, 0);
  ctx.stroke();
  ctx.strokeStyle = ink.accent;
  ctx.lineWidth = 2;
  ctx.stroke();
}

function drawShowEnd(scene: Scene): void {
  const x = xOf(scene, scene.showEndMs);
  if (x > scene.width) return;
  scene.ctx.fillStyle = "rgb(128 134 150 / 12%)";
  scene.ctx.fillRect(Math.max(0, x), scene.layout.lanes, scene.width, scene.height);
}
