import { expect, test } from "vitest";
import type { Activity, Film, Stable } from "./contract";
import { nextStep, reached, STATIONS, statusOf } from "./steps";
import { standing } from "./testing";

const row = (stable: Stable, part = {}) => STATIONS.map((station) => statusOf(station, stable, standing(part)));

const activity = (part: Partial<Activity>): Activity => ({
  step: "scenes",
  agent: "",
  status: "running",
  stage: "",
  progress: 0,
  message: "",
  insight: "",
  error: null,
  ...part,
});

const film: Film = {
  key: "k", url: "", poster_url: "", subtitles_url: "", fresh: true, seconds: 30, shot_starts: [2.75], made: {}, reused: {}, findings: [],
};

test("before anything is made, the outline is next", () => {
  expect(row("initial")).toEqual(["done", "next", "todo", "todo", "todo", "todo"]);
});

test("what was made waits for the user's word before the next begins", () => {
  expect(row("characters_generated")).toEqual(["done", "done", "waiting", "todo", "todo", "todo"]);
  expect(row("characters_confirmed")).toEqual(["done", "done", "done", "next", "todo", "todo"]);
  expect(row("refined")).toEqual(["done", "done", "next", "todo", "todo", "todo"]);
});

test("the step at work shows it, whatever was reached before", () => {
  const again = { activity: activity({ step: "outline" }) };
  expect(row("scenes_confirmed", again)[1]).toBe("working");
  expect(row("outline_generated", { activity: activity({ step: "refinement" }) })[1]).toBe("working");
  expect(row("scenes_confirmed", { activity: activity({ step: "storyboard", status: "queued" }) })[4]).toBe("working");
});

test("a step that failed says so; the others stand as they did", () => {
  const failed = { activity: activity({ step: "scenes", status: "failed", error: "No key" }) };
  expect(row("characters_confirmed", failed)).toEqual(["done", "done", "done", "failed", "todo", "todo"]);
});

test("a film of earlier shots is stale", () => {
  expect(row("storyboard_confirmed", { film })[5]).toBe("done");
  expect(row("storyboard_confirmed", { film: { ...film, fresh: false } })[5]).toBe("stale");
});

test.each<[Stable, ReturnType<typeof nextStep>]>([
  ["initial", "outline"],
  ["outline_generated", null],
  ["refined", "characters"],
  ["storyboard_confirmed", "video"],
  ["cancelled", null],
])("after %s comes %s", (stable, step) => {
  expect(nextStep(stable)).toBe(step);
});

test("which step was reached last, and whether it waits", () => {
  expect(reached("storyboard_generated")).toEqual({ step: "storyboard", waits: true });
  expect(reached("initial")).toEqual({ step: null, waits: false });
});
