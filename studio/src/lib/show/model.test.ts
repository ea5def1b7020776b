import { expect, test } from "vitest";
import { changed, removed } from "../editing/change";
import { placed, show, spans } from "../testing";

test("lanes are sorted by start whatever the order of the file", () => {
  const model = show([placed("2", 200, 300), placed("1", 0, 100), placed("3", 50, 60, { timeline: "b" })]);
  expect(spans(model.lane("a"))).toEqual([[0, 100], [200, 300]]);
  expect(spans(model.lane("b"))).toEqual([[50, 60]]);
});

test("a segment moved to another ball leaves its old lane", () => {
  const first = placed("1", 0, 100);
  const model = show([first]);
  model.apply([changed(first, { timeline: "b" })]);
  expect(model.lane("a")).toEqual([]);
  expect(spans(model.lane("b"))).toEqual([[0, 100]]);
});

test("balls come in the order of their positions", () => {
  const model = show([]);
  model.set("timelines", "a", { ...model.get("timelines", "a"), position: 9 });
  expect(model.timelines.map(({ id }) => id)).toEqual(["b", "c", "a"]);
});

test("applying a change and its inverse restores the very document", () => {
  const first = placed("1", 0, 100);
  const model = show([first]);
  const before = JSON.stringify(model.toCollections());
  const change = removed(first);
  model.apply([change]);
  expect(model.segments.size).toBe(0);
  model.apply([{ ...change, before: change.after, after: change.before }]);
  expect(JSON.stringify(model.toCollections())).toBe(before);
});
