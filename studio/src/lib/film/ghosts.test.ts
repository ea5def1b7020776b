import { expect, test } from "vitest";
import type { Change } from "../contract";
import { withGhosts } from "./ghosts";
import { shot, smallFilm } from "./testing";

const change = (id: string, before: object | null, after: object | null): Change =>
  ({ collection: "shots", id, before, after }) as Change;

const proposed = (...changes: Change[]) =>
  withGhosts(smallFilm().shots, "shots", { changes, baseRevision: 1 }).map(({ id, ghost }) => [id, ghost?.kind ?? null]);

test("without a proposal the list is as it is", () => {
  expect(withGhosts(smallFilm().shots, "shots", null).map(({ ghost }) => ghost)).toEqual([null, null, null]);
});

test("what would be added stands where it would come, and those behind it are only moved", () => {
  const added = [change("n", null, shot(1)), change("b", shot(1), { ...shot(1), position: 2 }), change("c", shot(2), { ...shot(2), position: 3 })];
  expect(proposed(...added)).toEqual([["a", null], ["n", "added"], ["b", "moved"], ["c", "moved"]]);
});

test("what would be removed stays to be seen, and what would change says so", () => {
  const after = shot(1, { camera_angle: "CLOSE-UP" });
  expect(proposed(change("a", shot(0), null), change("b", shot(1), after))).toEqual([
    ["a", "removed"],
    ["b", "changed"],
    ["c", null],
  ]);
});

test("changes of another collection are none of its business", () => {
  expect(proposed({ ...change("a", {}, null), collection: "scenes" })).toEqual([["a", null], ["b", null], ["c", null]]);
});
