import { useCallback, useEffect, useState } from "react";
import { getHistory } from "../../lib/api";
import type { PastAndCheckpoints } from "../../lib/contract";
import { useDocument } from "../../lib/document/open";
import { sentence } from "../../lib/http";

/** The server's history of the document, fetched again whenever the revision moves. */
export function usePast(documentId: string) {
  const revision = useDocument((state) => state.revision);
  const [past, setPast] = useState<PastAndCheckpoints | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const reload = useCallback(() => {
    getHistory(documentId).then(
      (loaded) => {
        setPast(loaded);
        setProblem(null);
      },
      (error: unknown) => setProblem(sentence(error)),
    );
  }, [documentId]);
  useEffect(reload, [reload, revision]);
  return { past, problem, reload };
}
