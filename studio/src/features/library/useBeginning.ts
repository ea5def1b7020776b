import { useState } from "react";
import { createFilm, type NewFilm } from "../../lib/film/filmApi";
import { sentence } from "../../lib/http";

/** Makes a film; `onCreated` gets its id. */
export function useBeginning(onCreated: (id: string) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = (film: NewFilm) => {
    if (busy || !film.idea) return;
    setBusy(true);
    setProblem(null);
    createFilm(film).then(
      ({ id }) => onCreated(id),
      (error: unknown) => {
        setProblem(sentence(error));
        setBusy(false);
      },
    );
  };
  return { busy, problem, begin };
}
