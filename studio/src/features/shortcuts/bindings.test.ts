import { expect, test } from "vitest";
import { BINDINGS, commandFor } from "./bindings";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
  commandFor({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("undo and redo answer to Control and Command", () => {
  expect(press("z", { ctrlKey: true })).toBe("undo");
  expect(press("z", { metaKey: true })).toBe("undo");
  expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("redo");
  expect(press("y", { ctrlKey: true })).toBe("redo");
});

test("a sign is itself however it is typed", () => {
  expect(press("?", { shiftKey: true })).toBe("help");
  expect(press("+", { shiftKey: true })).toBe("zoomIn");
  expect(press("+")).toBe("zoomIn");
});

test("arrows go further with shift and to the beat with alt", () => {
  expect(press("ArrowRight")).toBe("right");
  expect(press("ArrowRight", { shiftKey: true })).toBe("farRight");
  expect(press("ArrowRight", { altKey: true })).toBe("beatRight");
});

test("keys of the browser are left alone", () => {
  expect(press("s", { ctrlKey: true })).toBeUndefined();
  expect(press("f", { ctrlKey: true })).toBeUndefined();
  expect(press("r", { ctrlKey: true })).toBeUndefined();
});

test("no two commands share a key", () => {
  const keys = BINDINGS.flatMap((binding) => [...binding.keys]);
  expect(new Set(keys).size).toBe(keys.length);
});
