import { expect, test } from "vitest";
import { characterVersion, looksDifferent, sceneVersion, shotVersion } from "./pictures";
import { scene, shot, smallFilm } from "./testing";

const versions = (change: (model: ReturnType<typeof smallFilm>) => void) => {
  const model = smallFilm();
  const read = () => ({
    a: shotVersion(model, "a"),
    c: shotVersion(model, "c"),
    keeper: characterVersion(model, "keeper"),
    shore: sceneVersion(model, "shore"),
  });
  const before = read();
  change(model);
  const after = read();
  return (Object.keys(before) as (keyof typeof before)[]).filter((name) => before[name] !== after[name]);
};

const part = (model: ReturnType<typeof smallFilm>, collection: string, id: string, fields: object) =>
  model.set(collection, id, { ...model.get(collection, id), ...fields });

test("a picture changes with what is seen in it, and with nothing else", () => {
  expect(versions((model) => part(model, "shots", "a", { visual_desc: "A boat" }))).toEqual(["a"]);
  expect(versions((model) => part(model, "shots", "a", { narration: "Once", seconds: 9, position: 2 }))).toEqual([]);
});

test("a scene's weather changes its shots, a character's colors the shots it is in", () => {
  expect(versions((model) => model.set("scenes", "shore", { ...scene(0, "The shore"), weather: "rain" }))).toEqual(["a", "shore"]);
  expect(versions((model) => part(model, "characters", "keeper", { figure: "man" }))).toEqual(["a", "keeper"]);
});

test("the style of the film changes every picture", () => {
  expect(versions((model) => part(model, "episode", "episode", { style: "anime" }))).toEqual(["a", "c", "keeper", "shore"]);
});

test("a shot that is only moved, or says something else, looks the same", () => {
  expect(looksDifferent(shot(0), { ...shot(0), position: 4, dialogue: "Stay.", seconds: 2 })).toBe(false);
  expect(looksDifferent(shot(0), shot(0, { weather: "rain" }))).toBe(true);
});
