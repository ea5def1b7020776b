import { useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { pickFile, SHOW_TYPES } from "../../lib/files";
import { SHOWS } from "../../lib/kinds";
import { DocumentList } from "./DocumentList";
import { NewShowDialog } from "./NewShowDialog";
import { importProject } from "./useDocuments";

/** The light shows, and the ways to get another. */
export function ShowList({ alone }: { alone: boolean }) {
  const [making, setMaking] = useState(false);
  const [, navigate] = useLocation();
  const bring = async () => {
    const file = await pickFile(SHOW_TYPES);
    const id = file && (await importProject(file));
    if (id) navigate(SHOWS.page(id));
  };
  const actions = (
    <>
      <Button onClick={() => void bring()}>
        <Icon name="import" />
        Import
      </Button>
      <Button tone={alone ? "primary" : "normal"} onClick={() => setMaking(true)}>
        <Icon name="add" />
        New show
      </Button>
    </>
  );
  return (
    <>
      <DocumentList
        kind={SHOWS}
        alone={alone}
        actions={actions}
        empty={<p>No shows yet. Make a new one, or import a .smproj file.</p>}
      />
      {making && <NewShowDialog onClose={() => setMaking(false)} onCreated={(id) => navigate(SHOWS.page(id))} />}
    </>
  );
}
