import { expect, test } from "vitest";
import type { Change } from "../contract";
import { proposedVersion, versionOf } from "./pictures";
import { scene, shot, smallFilm } from "./testing";

const versions = (change: (model: ReturnType<typeof smallFilm>) => void) => {
  const model = smallFilm();
  const read = () => ({
    a: versionOf(model, "shots", "a"),
    c: versionOf(model, "shots", "c"),
    keeper: versionOf(model, "characters", "keeper"),
    shore: versionOf(model, "scenes", "shore"),
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

const proposed = (collection: string, id: string, before: object | null, after: object | null) => {
  const changes = [{ collection, id, before, after } as Change];
  const pictures = [["shots", "a"], ["shots", "c"], ["shots", "new"], ["scenes", "shore"]] as const;
  return pictures.filter(([drawn, one]) => proposedVersion(smallFilm(), changes, drawn, one)).map(([, one]) => one);
};

test("a proposal is drawn where it changes what is seen", () => {
  expect(proposed("scenes", "shore", scene(0, "The shore"), { ...scene(0, "The shore"), weather: "rain" })).toEqual(["a", "shore"]);
  expect(proposed("shots", "a", shot(0), shot(0, { weather: "rain" }))).toEqual(["a"]);
  expect(proposed("shots", "new", null, shot(3))).toEqual(["new"]);
});

test("a shot that would only be moved, say something else or be gone is not drawn again", () => {
  const first = smallFilm().get("shots", "a");
  expect(proposed("shots", "a", first, { ...first, position: 4, dialogue: "Stay.", seconds: 2 })).toEqual([]);
  expect(proposed("shots", "a", first, null)).toEqual([]);
});

test("what is proposed leaves the film as it is", () => {
  const model = smallFilm();
  const before = JSON.stringify(model.toCollections());
  model.with([{ collection: "shots", id: "a", before: null, after: null }]);
  expect(JSON.stringify(model.toCollections())).toBe(before);
});
