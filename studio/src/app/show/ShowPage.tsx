import { useEffect } from "react";
import { SHOWS } from "../../lib/kinds";
import { closeShow, openShow, showStore } from "../../lib/show/session";
import { DocumentPage } from "../DocumentPage";
import { exposeInspection } from "../inspection";
import { SHOW_INSPECTION } from "./inspection";
import { openedShow } from "./openedShow";
import { Workspace } from "./Workspace";

/** One show, by its address. */
export function ShowPage({ id }: { id: string }) {
  useEffect(() => {
    exposeInspection(SHOWS, showStore, SHOW_INSPECTION);
    void openShow(id);
    return closeShow;
  }, [id]);
  return (
    <DocumentPage kind={SHOWS} document={openedShow}>
      <Workspace id={id} />
    </DocumentPage>
  );
}
