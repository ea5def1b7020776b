import { firstEndingAfter, type Placed } from "../../../lib/document/lane";
import { toCss } from "../../../lib/palette";
import { laneTop } from "../layout";
import { drawBeatLines } from "./beats";
import { msOf, type Scene, xOf } from "./scene";
import { type Box, drawSegment, outline } from "./segment";

const PADDING = 5;

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
    drawVisible(scene, scene.putOf(id), index, true);
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

/**
 * Draws a sorted lane's visible part. Segments narrower than a pixel are drawn once for each pixel
 * and the rest are leapt over by binary search, so that the cost follows the width, not the count.
 */
function drawVisible(scene: Scene, lane: readonly Placed[], laneIndex: number, afresh = false): void {
  const end = msOf(scene, scene.width);
  let i = firstEndingAfter(lane, scene.scrollMs);
  while (i < lane.length && lane[i]!.start < end) {
    const placed = lane[i]!;
    if ((placed.end - placed.start) * scene.pxPerMs < 1) {
      drawSpeck(scene, placed, laneIndex);
      i = Math.max(i + 1, firstEndingAfter(lane, msOf(scene, Math.floor(xOf(scene, placed.start)) + 1)));
      continue;
    }
    if (afresh || !scene.hidden.has(placed.id)) drawOne(scene, placed, laneIndex);
    i++;
  }
}

function drawSpeck(scene: Scene, placed: Placed, laneIndex: number): void {
  const { y, height } = boxOf(scene, placed, laneIndex);
  scene.ctx.fillStyle = toCss(placed.entity.color);
  scene.ctx.fillRect(Math.floor(xOf(scene, placed.start)), y, 1, height);
}

function drawOne(scene: Scene, placed: Placed, laneIndex: number): void {
  const box = boxOf(scene, placed, laneIndex);
  drawSegment(scene, placed.entity, box);
  if (scene.selected.has(placed.id)) drawSelected(scene, box);
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
