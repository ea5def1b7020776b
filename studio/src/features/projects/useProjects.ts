import { useCallback, useEffect, useState } from "react";
import { deleteDocument, getDocument, importShow, listDocuments, postChanges } from "../../lib/api";
import type { DocumentSummary } from "../../lib/contract";
import { ShowModel } from "../../lib/document/model";
import { showRenamed } from "../../lib/editing/balls";
import { sentence } from "../../lib/http";
import { toast } from "../../lib/toasts";

export function useProjects() {
  const [projects, setProjects] = useState<readonly DocumentSummary[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const reload = useCallback(() => {
    listDocuments().then(
      (documents) => {
        setProjects(documents);
        setProblem(null);
      },
      (error: unknown) => setProblem(sentence(error)),
    );
  }, []);
  useEffect(reload, [reload]);
  return { projects, problem, reload };
}

export async function removeProject(id: string): Promise<void> {
  await deleteDocument(id).catch((error: unknown) => toast(sentence(error)));
}

export async function renameProject(id: string, name: string): Promise<void> {
  try {
    const { collections, revision } = await getDocument(id);
    const { note, changes } = showRenamed(new ShowModel(collections), name);
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
