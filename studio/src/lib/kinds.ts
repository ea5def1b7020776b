import { exportUrl } from "./api";
import type { Change, DocumentSummary } from "./contract";
import type { DocumentModel } from "./document/model";

/** One application's documents, as the pages that know no application speak of them. */
export interface Kind {
  readonly kind: "sequence" | "episode";
  readonly noun: string;
  /** The application's name in the navigation, and the heading over its documents. */
  readonly title: string;
  readonly heading: string;
  /** Where its documents are listed, and where each has its page. */
  readonly list: string;
  readonly page: (id: string) => string;
  /** The field that holds a document's name. */
  readonly name: { readonly collection: string; readonly id: string; readonly field: string };
  /** The file a document can be saved as. */
  readonly file: { readonly label: string; readonly url: (id: string) => string } | null;
}

export const SHOWS: Kind = {
  kind: "sequence",
  noun: "show",
  title: "Light shows",
  heading: "Your shows",
  list: "/shows",
  page: (id) => `/show/${id}`,
  name: { collection: "project", id: "project", field: "name" },
  file: { label: "Export .smproj", url: exportUrl },
};

export const FILMS: Kind = {
  kind: "episode",
  noun: "film",
  title: "Films",
  heading: "Your films",
  list: "/films",
  page: (id) => `/film/${id}`,
  name: { collection: "episode", id: "episode", field: "title" },
  file: null,
};

/** In the order in which the start page shows them. */
export const KINDS: readonly Kind[] = [FILMS, SHOWS];

export function kindOf({ kind }: Pick<DocumentSummary, "kind">): Kind | undefined {
  return KINDS.find((known) => known.kind === kind);
}

/** The name that a document carries in itself; undefined before it was read. */
export function nameIn(kind: Kind, document: Pick<DocumentModel, "get">): string | undefined {
  const name = (document.get(kind.name.collection, kind.name.id) as Record<string, unknown> | null)?.[kind.name.field];
  return typeof name === "string" ? name : undefined;
}

/** The edit that gives a document another name. */
export function renamed(kind: Kind, document: Pick<DocumentModel, "get">, name: string): { note: string; changes: Change[] } {
  const { collection, id, field } = kind.name;
  const before = document.get(collection, id);
  const changes = [{ collection, id, before, after: { ...before, [field]: name } }];
  return { note: `Rename the ${kind.noun} to ${name}`, changes };
}
