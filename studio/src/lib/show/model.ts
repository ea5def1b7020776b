import type { Change, Entity, Project, Segment, Timeline } from "../contract";
import type { Collections, DocumentModel } from "../document/model";
import { insert, type Lane, type Placed, place, remove } from "./lane";

export type TimelineRow = Timeline & { readonly id: string };

/** The show in memory: entities by collection, and each ball's segments sorted for drawing. */
export class ShowModel implements DocumentModel {
  readonly segments = new Map<string, Placed>();
  readonly lanes = new Map<string, Lane>();
  private readonly collections = new Map<string, Map<string, Entity>>();
  private rows: readonly TimelineRow[] | null = null;

  constructor(collections: Collections) {
    for (const [name, entities] of Object.entries(collections)) {
      this.collections.set(name, new Map(Object.entries(entities)));
    }
    for (const [id, entity] of this.all("segments")) {
      const placed = place(id, entity as Segment);
      this.segments.set(id, placed);
      this.lane(placed.entity.timeline).push(placed);
    }
    for (const lane of this.lanes.values()) lane.sort((a, b) => a.start - b.start);
  }

  get(collection: string, id: string): Entity | null {
    return this.collections.get(collection)?.get(id) ?? null;
  }

  set(collection: string, id: string, entity: Entity | null): void {
    const entities = this.all(collection);
    if (entity) entities.set(id, entity);
    else entities.delete(id);
    if (collection === "segments") this.index(id, entity as Segment | null);
    if (collection === "timelines") this.rows = null;
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) this.set(change.collection, change.id, change.after);
  }

  lane(timeline: string): Lane {
    const known = this.lanes.get(timeline);
    if (known) return known;
    const lane: Lane = [];
    this.lanes.set(timeline, lane);
    return lane;
  }

  get project(): Project | null {
    return this.get("project", "project") as Project | null;
  }

  get timelines(): readonly TimelineRow[] {
    this.rows ??= [...this.all("timelines")]
      .map(([id, entity]) => ({ ...(entity as Timeline), id }))
      .sort((a, b) => a.position - b.position);
    return this.rows;
  }

  toCollections(): Record<string, Record<string, Entity>> {
    return Object.fromEntries([...this.collections].map(([name, map]) => [name, Object.fromEntries(map)]));
  }

  private all(collection: string): Map<string, Entity> {
    const known = this.collections.get(collection);
    if (known) return known;
    const entities = new Map<string, Entity>();
    this.collections.set(collection, entities);
    return entities;
  }

  private index(id: string, entity: Segment | null): void {
    const old = this.segments.get(id);
    if (old) remove(this.lane(old.entity.timeline), old);
    this.segments.delete(id);
    if (!entity) return;
    const placed = place(id, entity);
    this.segments.set(id, placed);
    insert(this.lane(entity.timeline), placed);
  }
}
