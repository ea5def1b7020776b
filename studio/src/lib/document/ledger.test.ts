import { expect, test } from "vitest";
import type { Change } from "../contract";
import { added, changed } from "../editing/change";
import { placed, segment, show } from "../testing";
import { Ledger } from "./ledger";

const first = placed("1", 0, 100);

function setting() {
  const model = show([first, placed("2", 200, 300)]);
  return { model, ledger: new Ledger(model, 1), end: (id: string) => model.segments.get(id)?.end };
}

test("a proposed edit is seen at once and stays when the server confirms it", () => {
  const { ledger, end } = setting();
  const edit = [changed(first, { end_ms: 150 })];
  ledger.propose(edit);
  expect(end("1")).toBe(150);
  ledger.confirm(edit, 2);
  ledger.close(edit);
  expect(end("1")).toBe(150);
});

test("a refused edit leaves no trace", () => {
  const { ledger, end } = setting();
  const edit = [changed(first, { end_ms: 150 })];
  ledger.propose(edit);
  ledger.close(edit);
  expect(end("1")).toBe(100);
});

test("what the server settled otherwise replaces what was shown", () => {
  const { ledger, end } = setting();
  const edit = [changed(first, { end_ms: 150 })];
  ledger.propose(edit);
  ledger.confirm([changed(first, { end_ms: 140 })], 2);
  expect(end("1")).toBe(150);
  ledger.close(edit);
  expect(end("1")).toBe(140);
});

test("a second edit stays on top while the first is confirmed", () => {
  const { ledger, end } = setting();
  const one = [changed(first, { end_ms: 150 })];
  const two = [changed(placed("1", 0, 150), { end_ms: 180 })];
  ledger.propose(one);
  ledger.propose(two);
  ledger.confirm(one, 2);
  ledger.close(one);
  expect(end("1")).toBe(180);
  ledger.close(two);
  expect(end("1")).toBe(150);
});

test("another author's change to another segment shows while an edit waits", () => {
  const { ledger, end, model } = setting();
  ledger.propose([changed(first, { end_ms: 150 })]);
  const deletion: Change = { collection: "segments", id: "2", before: {}, after: null };
  ledger.confirm([deletion], 2);
  expect(end("1")).toBe(150);
  expect(model.segments.has("2")).toBe(false);
});

test("an edit made on top of an unanswered one is sent as an edit of what the server made of it", () => {
  const { ledger } = setting();
  const one = [changed(first, { end_ms: 150 })];
  const two = [changed(placed("1", 0, 150), { end_ms: 180 })];
  ledger.propose(one);
  ledger.propose(two);
  const settled = changed(first, { end_ms: 140 });
  ledger.confirm([settled], 2);
  ledger.close(one);
  expect(ledger.rested(two)[0]?.before).toEqual(settled.after);
  expect(ledger.rested(one)[0]?.before).toEqual(first.entity);
});

test("a refused edit takes the later ones that rest on it along, and no others", () => {
  const { ledger, end, model } = setting();
  const one = [changed(first, { end_ms: 150 })];
  const onTop = [changed(placed("1", 0, 150), { end_ms: 180 })];
  const apart = [changed(placed("2", 200, 300), { end_ms: 290 })];
  for (const edit of [one, onTop, apart]) ledger.propose(edit);
  expect(ledger.refuse(one)).toBe(1);
  expect([end("1"), end("2")]).toEqual([100, 290]);
  expect([one, onTop, apart].map((edit) => ledger.awaits(edit))).toEqual([false, false, true]);
  expect(model.lane("a").map(({ id }) => id)).toEqual(["1", "2"]);
});

test("what an edit makes, and what is then made of it, goes away together when it is refused", () => {
  const { ledger, model } = setting();
  const made = [added(segment(400, 500), "3")];
  ledger.propose(made);
  ledger.propose([changed(placed("3", 400, 500), { start_ms: 600, end_ms: 700 })]);
  expect(ledger.refuse(made)).toBe(1);
  expect(model.segments.has("3")).toBe(false);
});
