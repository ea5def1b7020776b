const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];
const LEAST_LABEL_PX = 76;

/** The ruler's labelled step at this zoom, in ms. */
export const majorStep = (pxPerMs: number): number =>
  STEPS.find((step) => step * pxPerMs >= LEAST_LABEL_PX) ?? 1_200_000;

/** The ruler's small step, which is also the grid that edges snap to. */
export const minorStep = (pxPerMs: number): number => {
  const major = majorStep(pxPerMs);
  const parts = String(major).startsWith("2") ? 4 : 5;
  return Math.max(10, Math.round(major / parts / 10) * 10);
};
