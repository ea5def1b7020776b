import { firstEndingAfter, type Placed } from "../../../lib/show/lane";
import { fadeColor } from "../../../lib/show/effects";
import { msOf, type Scene, xOf } from "./scene";

/** A segment narrower than this is part of the lane's strip: one picture instead of a rectangle for each. */
export const DETAILED_PX = 14;
/** The last pixel of a segment shines less, so that two of one color are told apart. */
const SEAM_ALPHA = 90;
const LEAST_FOR_SEAM_PX = 4;
const OPAQUE = 255;

/** One row of pixels, at the screen's own resolution; reused for each lane and each drawing. */
class Row {
  private readonly canvas = document.createElement("canvas");
  private image = new ImageData(1, 1);
  /** The image's pixels; asking the image for them each time would take longer than all the rest. */
  private bytes = this.image.data;
  width = 1;

  /** Empties it, `width` pixels wide. */
  clear(width: number): void {
    if (this.width === width) return void this.bytes.fill(0);
    this.width = width;
    this.canvas.width = width;
    this.canvas.height = 1;
    this.image = new ImageData(width, 1);
    this.bytes = this.image.data;
  }

  set(x: number, color: readonly number[], alpha: number): void {
    const at = x * 4;
    this.bytes[at] = color[0]!;
    this.bytes[at + 1] = color[1]!;
    this.bytes[at + 2] = color[2]!;
    this.bytes[at + 3] = alpha;
  }

  /** Its pixels as a picture that can be drawn at any height. */
  picture(): HTMLCanvasElement {
    this.canvas.getContext("2d")!.putImageData(this.image, 0, 0);
    return this.canvas;
  }
}

let row: Row | null = null;

/**
 * Draws the narrow segments of a sorted lane as one stretched row of pixels, and gives the wide
 * ones to `detail`. Where several share a pixel the first is drawn and the rest are leapt over by
 * binary search, so that the cost follows the width, not the count.
 */
export function drawStrip(scene: Scene, lane: readonly Placed[], y: number, height: number, detail: (placed: Placed) => void): void {
  const end = msOf(scene, scene.width);
  const pixels = (row ??= new Row());
  pixels.clear(Math.max(1, Math.round(scene.width * scene.ratio)));
  let filled = false;
  let i = firstEndingAfter(lane, scene.scrollMs);
  while (i < lane.length && lane[i]!.start < end) {
    const placed = lane[i]!;
    const narrow = (placed.end - placed.start) * scene.pxPerMs < DETAILED_PX;
    if (!narrow) detail(placed);
    else if (!scene.hidden.has(placed.id)) {
      fill(scene, placed, pixels);
      filled = true;
    }
    i = nextSeen(scene, lane, i);
  }
  if (!filled) return;
  scene.ctx.imageSmoothingEnabled = false;
  scene.ctx.drawImage(pixels.picture(), 0, y, scene.width, height);
}

/** Index of the next segment that reaches beyond the pixel in which segment `i` ends up. */
export function nextSeen(scene: Scene, lane: readonly Placed[], i: number): number {
  const { start, end } = lane[i]!;
  const { ratio } = scene;
  const pixelEnd = msOf(scene, (Math.floor(xOf(scene, start) * ratio) + 1) / ratio);
  return pixelEnd > end ? Math.max(i + 1, firstEndingAfter(lane, pixelEnd, i)) : i + 1;
}

function fill(scene: Scene, { start, end, entity }: Placed, pixels: Row): void {
  const { ratio } = scene;
  const left = xOf(scene, start) * ratio;
  const right = xOf(scene, end) * ratio;
  const from = Math.max(0, Math.floor(left));
  const to = Math.min(pixels.width, Math.max(from + 1, Math.round(right)));
  const seam = right - left >= LEAST_FOR_SEAM_PX * ratio ? to - 1 : to;
  for (let x = from; x < to; x++) {
    const color = entity.end_color ? fadeColor(entity, clamped(msOf(scene, (x + 0.5) / ratio), start, end)) : entity.color;
    pixels.set(x, color, x < seam ? OPAQUE : SEAM_ALPHA);
  }
}

const clamped = (ms: number, start: number, end: number): number => Math.min(end, Math.max(start, ms));
