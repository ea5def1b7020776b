import { expect, test } from "vitest";
import type { Edit } from "../editing/change";
import { cardAdded, fieldsSet, removed, shotAdded, shotDuplicated, shotMoved } from "./edits";
import type { EpisodeModel } from "./model";
import { smallFilm } from "./testing";

const order = (model: EpisodeModel) => model.shots.map(({ id, position }) => `${id}${position}`);

function made(edit: Edit | null): EpisodeModel {
  const model = smallFilm();
  model.apply(edit?.changes ?? []);
  return model;
}

test("a shot that is moved takes its place, and the others close up", () => {
  expect(order(made(shotMoved(smallFilm(), "c", 0)))).toEqual(["c0", "a1", "b2"]);
  expect(order(made(shotMoved(smallFilm(), "a", 2)))).toEqual(["b0", "c1", "a2"]);
  expect(shotMoved(smallFilm(), "b", 1).changes).toEqual([]);
});

test("a new shot comes after another, in its scene", () => {
  const model = smallFilm();
  const edit = shotAdded(model, 2);
  model.apply(edit?.changes ?? []);
  expect(order(model).slice(0, 3)).toEqual(["a0", "b1", "c2"]);
  expect(model.shots[3]).toMatchObject({ id: edit?.id, scene: "tower", position: 3 });
});

test("without a scene there is no new shot", () => {
  const model = smallFilm();
  for (const { id } of model.shots) model.set("shots", id, null);
  for (const { id } of model.scenes) model.set("scenes", id, null);
  expect(shotAdded(model, -1)).toBeNull();
});

test("a duplicate is the same but for its id and its place", () => {
  const model = smallFilm();
  const [first] = model.shots;
  const edit = shotDuplicated(model, first!);
  model.apply(edit.changes);
  const { id, position, ...rest } = model.shots[1]!;
  expect(id).toBe(edit.id);
  expect(rest).toEqual((({ id: _id, position: _position, ...same }) => same)(first!));
  expect(position).toBe(1);
  expect(order(model).slice(2)).toEqual(["b2", "c3"]);
});

test("a scene takes its shots along, and what is left closes up", () => {
  const model = made(removed(smallFilm(), "scenes", "shore", "The shore"));
  expect(model.scenes.map(({ id, position }) => [id, position])).toEqual([["tower", 0]]);
  expect(order(model)).toEqual(["c0"]);
});

test("fields of what is gone are not set", () => {
  expect(fieldsSet(smallFilm(), "shots", "nowhere", { seconds: 2 }, "Change").changes).toEqual([]);
  const [change] = fieldsSet(smallFilm(), "shots", "a", { seconds: 2 }, "Change").changes;
  expect(change).toMatchObject({ before: { seconds: 4 }, after: { seconds: 2, visual_desc: "Picture 1" } });
});

test("a new card stands at the end, under a name of its own", () => {
  const model = smallFilm();
  for (const _time of [1, 2]) model.apply(cardAdded(model, "scenes").changes);
  expect(model.scenes.map(({ name, position }) => [name, position]).slice(2)).toEqual([["New scene", 2], ["New scene 2", 3]]);
  expect(cardAdded(model, "characters").changes[0]?.after).toMatchObject({ name: "New character", position: 2 });
});
