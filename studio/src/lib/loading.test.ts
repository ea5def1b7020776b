import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadPicture } from "./loading";

class Loading {
  static all: Loading[] = [];
  src = "";
  onload: () => void = () => undefined;
  onerror: () => void = () => undefined;
  constructor() {
    Loading.all.push(this);
  }
}

const asked = () => Loading.all.map(({ src }) => src);

beforeEach(() => {
  Loading.all = [];
  vi.stubGlobal("Image", Loading);
});

afterEach(() => vi.unstubAllGlobals());

/** The next one begins when the promise of the one before has told that it is over. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("pictures come three at a time, in the order in which they were wanted; one unwanted is left out", async () => {
  const done: string[] = [];
  const want = (name: string) => loadPicture(name, false, (loaded) => done.push(`${name} ${loaded}`));
  const [, second, , , fifth] = ["a", "b", "c", "d", "e", "f"].map(want);
  expect(asked()).toEqual(["a", "b", "c"]);
  second?.();
  fifth?.();
  Loading.all[0]?.onload();
  await settled();
  expect(asked()).toEqual(["a", "b", "c", "d"]);
  Loading.all[1]?.onload();
  Loading.all[2]?.onerror();
  await settled();
  expect(asked()).toEqual(["a", "b", "c", "d", "f"]);
  expect(done).toEqual(["a true", "c false"]);
  for (const picture of Loading.all.slice(3)) picture.onload();
  await settled();
});

test("an urgent one goes before those that wait", async () => {
  for (const name of ["a", "b", "c", "d"]) loadPicture(name, false, () => undefined);
  loadPicture("now", true, () => undefined);
  Loading.all[0]?.onload();
  await settled();
  expect(asked()).toEqual(["a", "b", "c", "now"]);
});
