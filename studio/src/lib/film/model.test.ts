import { expect, test } from "vitest";
import { shotMoved } from "./edits";
import { shot, smallFilm } from "./testing";

test("shots come in the order of their positions, whatever the order of the file", () => {
  const model = smallFilm();
  model.set("shots", "z", { ...shot(1.5) });
  expect(model.shots.map(({ id }) => id)).toEqual(["a", "b", "z", "c"]);
});

test("a list stays the same object until its collection changes", () => {
  const model = smallFilm();
  const before = model.shots;
  model.set("scenes", "shore", null);
  expect(model.shots).toBe(before);
  model.set("shots", "a", null);
  expect(model.shots).not.toBe(before);
});

test("applying changes and their inverses restores the very film", () => {
  const model = smallFilm();
  const before = JSON.stringify(model.toCollections());
  const { changes } = shotMoved(model, "c", 0);
  model.apply(changes);
  expect(JSON.stringify(model.toCollections())).not.toBe(before);
  model.apply(changes.map((change) => ({ ...change, before: change.after, after: change.before })));
  expect(JSON.stringify(model.toCollections())).toBe(before);
});
