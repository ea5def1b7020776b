import type { Rgb } from "../../lib/contract";
import { playheadMs } from "../../lib/player";
import { colorsAt } from "../../lib/show/colors";
import { model } from "../../lib/show/session";

/** What can be seen of a light show besides its document. */
export const SHOW_INSPECTION = {
  playheadMs,
  /** What each ball shows at `ms`, by timeline id; null is dark. */
  colorsAt: (ms: number): Record<string, Rgb | null> => colorsAt(model(), ms),
};
