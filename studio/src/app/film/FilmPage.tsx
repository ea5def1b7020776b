import { useEffect } from "react";
import { filmSession } from "../../lib/film/session";
import { FILMS } from "../../lib/kinds";
import { DocumentPage } from "../DocumentPage";
import { exposeInspection } from "../inspection";
import { FilmWorkspace } from "./FilmWorkspace";

/** One film, by its address. */
export function FilmPage({ id }: { id: string }) {
  useEffect(() => {
    exposeInspection(FILMS, filmSession.store);
    void filmSession.open(id);
    return filmSession.close;
  }, [id]);
  return (
    <DocumentPage kind={FILMS} document={filmSession}>
      <FilmWorkspace id={id} />
    </DocumentPage>
  );
}
