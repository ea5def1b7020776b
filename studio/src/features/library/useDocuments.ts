import { useCallback, useEffect, useState } from "react";
import { deleteDocument, getDocument, importShow, listDocuments, postChanges } from "../../lib/api";
import type { DocumentSummary } from "../../lib/contract";
import { sentence } from "../../lib/http";
import { type Kind, renamed } from "../../lib/kinds";
import { toast } from "../../lib/toasts";

/** The documents of a kind, the newest first; null until they are read. */
export function useDocuments(kind: Kind["kind"]) {
  const [documents, setDocuments] = useState<readonly DocumentSummary[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const reload = useCallback(() => {
    listDocuments(kind).then(
      (listed) => {
        setDocuments(listed);
        setProblem(null);
      },
      (error: unknown) => setProblem(sentence(error)),
    );
  }, [kind]);
  useEffect(reload, [reload]);
  return { documents, problem, reload };
}

export async function removeDocument(id: string): Promise<void> {
  await deleteDocument(id).catch((error: unknown) => toast(sentence(error)));
}

export async function renameDocument(kind: Kind, id: string, name: string): Promise<void> {
  try {
    const { collections, revision } = await getDocument(id);
    const { note, changes } = renamed(kind, { get: (collection, entity) => collections[collection]?.[entity] ?? null }, name);
    await postChanges(id, revision, note, changes);
  } catch (error) {
    toast(sentence(error));
  }
}

/** The id of the imported show, or null when the file could not be read. */
export async function importProject(file: File): Promise<string | null> {
  try {
    return (await importShow(file)).id;
  } catch (error) {
    toast(sentence(error));
    return null;
  }
}
