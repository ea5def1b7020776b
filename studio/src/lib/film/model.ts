import type { Change, Entity } from "../contract";
import type { Collections, DocumentModel } from "../document/model";
import type { Character, Episode, Outline, Row, Scene, Shot } from "./contract";

interface Ordered {
  readonly position: number;
}

/** A film in memory: a few dozen entities by collection, and its lists in their order. */
export class EpisodeModel implements DocumentModel {
  private readonly collections = new Map<string, Map<string, Entity>>();
  private readonly lists = new Map<string, readonly Row<Ordered>[]>();

  constructor(collections: Collections) {
    for (const [name, entities] of Object.entries(collections)) {
      this.collections.set(name, new Map(Object.entries(entities)));
    }
  }

  get(collection: string, id: string): Entity | null {
    return this.collections.get(collection)?.get(id) ?? null;
  }

  set(collection: string, id: string, entity: Entity | null): void {
    const entities = this.collections.get(collection) ?? new Map<string, Entity>();
    this.collections.set(collection, entities);
    if (entity) entities.set(id, entity);
    else entities.delete(id);
    this.lists.delete(collection);
  }

  apply(changes: readonly Change[]): void {
    for (const { collection, id, after } of changes) this.set(collection, id, after);
  }

  /** As it would be with these changes; this one stays as it is. */
  with(changes: readonly Change[]): EpisodeModel {
    const changed = new EpisodeModel(this.toCollections());
    changed.apply(changes);
    return changed;
  }

  toCollections(): Record<string, Record<string, Entity>> {
    return Object.fromEntries([...this.collections].map(([name, map]) => [name, Object.fromEntries(map)]));
  }

  get episode(): Episode | null {
    return this.get("episode", "episode") as Episode | null;
  }

  get outline(): Outline | null {
    return this.get("outline", "outline") as Outline | null;
  }

  get characters(): readonly Row<Character>[] {
    return this.inOrder("characters");
  }

  get scenes(): readonly Row<Scene>[] {
    return this.inOrder("scenes");
  }

  get shots(): readonly Row<Shot>[] {
    return this.inOrder("shots");
  }

  /** Kept until the collection changes, so that whoever draws a list can tell that it is the same. */
  private inOrder<E extends Ordered>(collection: string): readonly Row<E>[] {
    const known = this.lists.get(collection) ?? this.sorted(collection);
    this.lists.set(collection, known);
    return known as readonly Row<E>[];
  }

  private sorted(collection: string): readonly Row<Ordered>[] {
    const rows = [...(this.collections.get(collection) ?? [])].map(([id, entity]) => ({ ...entity, id }) as unknown as Row<Ordered>);
    return rows.sort((a, b) => a.position - b.position || a.id.localeCompare(b.id));
  }
}
