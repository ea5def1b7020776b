import type { Change, Entity } from "../contract";
import { type Ghosts, useGhosts } from "../proposals";
import type { Row } from "./contract";

/** What a proposal would make of one card. */
export interface Ghost {
  readonly kind: "added" | "changed" | "moved" | "removed";
  readonly before: Entity | null;
  readonly after: Entity | null;
}

const ghostOf = (change: Change): Ghost => ({ kind: kindOf(change), before: change.before, after: change.after });

/** A card that only makes room for others, or closes up, is moved. */
function kindOf({ before, after }: Change): Ghost["kind"] {
  if (!before) return "added";
  if (!after) return "removed";
  return differing({ before, after }).every((field) => field === "position") ? "moved" : "changed";
}

/** What the server keeps for itself, or the steps show: a change of that alone is none of a card's. */
export const UNSAID: ReadonlySet<string> = new Set(["position", "state", "takes", "created"]);

const isSeen = (change: Change): boolean =>
  !change.before || !change.after || differing(change).some((field) => field === "position" || !UNSAID.has(field));

/** What the waiting proposal would make of an entity; null when it leaves it alone. */
export function useGhost(collection: string, id: string): Ghost | null {
  const ghosts = useGhosts();
  const found = ghosts?.changes.find((change) => change.collection === collection && change.id === id);
  return found && isSeen(found) ? ghostOf(found) : null;
}

/** Whether the waiting proposal touches anything of a collection. */
export const touches = (ghosts: Ghosts, collection: string): boolean =>
  ghosts?.changes.some((change) => change.collection === collection && isSeen(change)) ?? false;

/** A card's fields as they would be with the proposal. */
export type Proposed<E> = Row<E> & { readonly ghost: Ghost | null };

/** A list with the waiting proposal in it: those that would be added stand where they would come. */
export function withGhosts<E extends { readonly position: number }>(
  rows: readonly Row<E>[],
  collection: string,
  ghosts: Ghosts,
): readonly Proposed<E>[] {
  const changes = new Map(ghosts?.changes.filter((change) => change.collection === collection).map((change) => [change.id, change]));
  const placeOf = (row: Row<E>) => (changes.get(row.id)?.after as E | null | undefined)?.position ?? row.position;
  const present = rows.map((row) => ({ row, place: placeOf(row) }));
  const added = [...changes.values()]
    .filter(({ before, id }) => before === null && !rows.some((row) => row.id === id))
    .map(({ id, after }) => ({ row: { ...(after as E), id } as Row<E>, place: (after as unknown as E).position }));
  return [...present, ...added]
    .sort((one, other) => one.place - other.place)
    .map(({ row }) => ({ ...row, ghost: changes.has(row.id) ? ghostOf(changes.get(row.id)!) : null }));
}

/** The fields that differ, by name. */
export function differing({ before, after }: Pick<Change, "before" | "after">): string[] {
  if (!before || !after) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
