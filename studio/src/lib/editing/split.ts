import type { Change } from "../contract";
import type { Placed } from "../show/lane";
import { added, changed } from "./change";
import { head, tail } from "./cut";

/** Cuts the segments that `ms` lies strictly inside of; the others are left alone. */
export function splitAt(items: readonly Placed[], ms: number): Change[] {
  return items
    .filter((placed) => placed.start < ms && ms < placed.end)
    .flatMap((placed) => [changed(placed, head(placed.entity, ms)), added(tail(placed.entity, ms))]);
}
