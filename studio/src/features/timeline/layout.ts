/** Where the rows of the timeline are, in CSS pixels from the top of the canvas. */
export interface Layout {
  readonly wave: number;
  readonly lanes: number;
  readonly laneHeight: number;
}

export const RULER = 26;
export const SECTIONS = 18;
export const WAVE = 72;
const LEAST_LANE = 46;
const MOST_LANE = 108;
/** Room under the last lane for the "add ball" button. */
const FOOT = 44;

export function layoutFor(height: number, balls: number, sections: boolean): Layout {
  const wave = RULER + (sections ? SECTIONS : 0);
  const lanes = wave + WAVE;
  const room = (height - lanes - FOOT) / Math.max(1, balls);
  return { wave, lanes, laneHeight: Math.round(Math.min(MOST_LANE, Math.max(LEAST_LANE, room))) };
}

/** How far the lanes can be scrolled down. */
export const mostScrollY = (layout: Layout, height: number, balls: number): number =>
  Math.max(0, layout.lanes + layout.laneHeight * balls + FOOT - height);

export const laneTop = (layout: Layout, index: number, scrollY: number): number =>
  layout.lanes + index * layout.laneHeight - scrollY;

/** Index of the lane at `y`, or −1 above and below the lanes. */
export function laneAt(layout: Layout, y: number, scrollY: number, balls: number): number {
  if (y < layout.lanes) return -1;
  const index = Math.floor((y - layout.lanes + scrollY) / layout.laneHeight);
  return index < balls ? index : -1;
}
