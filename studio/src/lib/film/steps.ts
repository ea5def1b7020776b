import type { Activity, Film, Stable, Standing, Step } from "./contract";

/** The stations of the way from an idea to a film, as the board shows them. */
export type Station = "idea" | Step;
export const STATIONS: readonly Station[] = ["idea", "outline", "characters", "scenes", "storyboard", "video"];

/** `stale`: there is a film, of earlier shots. */
export type StationStatus = "todo" | "next" | "working" | "waiting" | "failed" | "stale" | "done";

export const STATION_NAMES: Record<Station, string> = {
  idea: "Idea",
  outline: "Outline",
  characters: "Cast",
  scenes: "Scenes",
  storyboard: "Storyboard",
  video: "Film",
};

/** What each step is begun with, begun again with, and confirmed with. */
export const STEP_VERBS: Record<Step, { begin: string; again: string; confirm: string }> = {
  outline: { begin: "Write the outline", again: "Write it again", confirm: "Confirm the outline" },
  characters: { begin: "Design the cast", again: "Design it again", confirm: "Confirm the cast" },
  scenes: { begin: "Design the scenes", again: "Design them again", confirm: "Confirm the scenes" },
  storyboard: { begin: "Draw the storyboard", again: "Draw it again", confirm: "Confirm the storyboard" },
  video: { begin: "Render the film", again: "Render again", confirm: "" },
};

/** The refinement is the end of the outline. */
const stepOf = ({ step }: Activity): Step => (step === "refinement" ? "outline" : (step as Step));

export const isAtWork = ({ status }: Activity): boolean => status === "running" || status === "queued";

/** The step that was finished last, and whether it still waits for the user's word. */
export function reached(stable: Stable): { step: Step | null; waits: boolean } {
  if (stable === "initial" || stable === "cancelled") return { step: null, waits: false };
  if (stable === "refined") return { step: "outline", waits: false };
  const [step, how] = stable.split("_");
  return { step: step as Step, waits: how === "generated" };
}

/** The step that can be begun next; null when the last one still waits, or the film is there. */
export function nextStep(stable: Stable): Step | null {
  const { step, waits } = reached(stable);
  if (waits || stable === "cancelled") return null;
  const at = step === null ? 0 : STATIONS.indexOf(step);
  return (STATIONS[at + 1] as Step | undefined) ?? null;
}

export function statusOf(station: Station, stable: Stable, standing: Standing | null): StationStatus {
  const activity = standing?.activity ?? null;
  if (activity && stepOf(activity) === station && isAtWork(activity)) return "working";
  if (activity && stepOf(activity) === station && activity.status === "failed") return "failed";
  if (station === "video" && standing?.film) return filmStatus(standing.film);
  const { step, waits } = reached(stable);
  const at = STATIONS.indexOf(station);
  const last = step === null ? 0 : STATIONS.indexOf(step);
  if (at > last) return !activity && !waits && at === last + 1 ? "next" : "todo";
  return waits && station === step ? "waiting" : "done";
}

const filmStatus = (film: Film): StationStatus => (film.fresh ? "done" : "stale");

/** What can be done about the failed step, as the step to begin again. */
export const failedStep = (activity: Activity): Step => stepOf(activity);
