import type { Change, Entity } from "../contract";
import { type Ghosts, useGhosts } from "../proposals";
import type { Row } from "./contract";

/** What a proposal would make of one card. */
export interface Ghost {
  readonly kind: "added" | "changed" | "removed";
  readonly before: Entity | null;
  readonly after: Entity | null;
}

const ghostOf = ({ before, after }: Change): Ghost => ({
  kind: before === null ? "added" : after === null ? "removed" : "changed",
  before,
  after,
});

/** What the waiting proposal would make of an entity; null when it leaves it alone. */
export function useGhost(collection: string, id: string): Ghost | null {
  const ghosts = useGhosts();
  const found = ghosts?.changes.find((change) => change.collection === collection && change.id === id);
  return found ? ghostOf(found) : null;
}

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
export function differing({ before, after }: Ghost): string[] {
  if (!before || !after) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
