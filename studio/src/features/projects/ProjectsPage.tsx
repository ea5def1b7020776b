import { useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/ErrorNote";
import { Icon } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import type { DocumentSummary } from "../../lib/contract";
import { pickFile, SHOW_TYPES } from "../../lib/files";
import { DeleteDialog } from "./DeleteDialog";
import { NewShowDialog } from "./NewShowDialog";
import { ProjectCard } from "./ProjectCard";
import styles from "./ProjectsPage.module.css";
import { RenameDialog } from "./RenameDialog";
import { importProject, useProjects } from "./useProjects";

type Asking = { what: "new" } | { what: "rename" | "delete"; project: DocumentSummary } | null;

export function ProjectsPage() {
  const { projects, problem, reload } = useProjects();
  const [asking, setAsking] = useState<Asking>(null);
  const [, navigate] = useLocation();
  const close = () => {
    setAsking(null);
    reload();
  };
  const bring = async () => {
    const file = await pickFile(SHOW_TYPES);
    const id = file && (await importProject(file));
    if (id) navigate(`/show/${id}`);
  };
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <header className={styles.head}>
          <h1>Your shows</h1>
          <Button onClick={() => void bring()}>
            <Icon name="import" />
            Import
          </Button>
          <Button tone="primary" onClick={() => setAsking({ what: "new" })}>
            <Icon name="add" />
            New show
          </Button>
        </header>
        {problem && <ErrorNote message={problem} action="Try again" onAction={reload} />}
        {!projects && !problem && <Spinner label="Loading your shows" />}
        {projects?.length === 0 && (
          <div className={styles.empty}>
            <p>No shows yet. Make a new one, or import a .smproj file.</p>
          </div>
        )}
        <ul className={styles.grid}>
          {projects?.map((project) => (
            <ProjectCard
              key={project.id}
              project={project}
              onRename={() => setAsking({ what: "rename", project })}
              onDelete={() => setAsking({ what: "delete", project })}
            />
          ))}
        </ul>
      </div>
      {asking?.what === "new" && <NewShowDialog onClose={close} onCreated={(id) => navigate(`/show/${id}`)} />}
      {asking?.what === "rename" && <RenameDialog project={asking.project} onClose={close} />}
      {asking?.what === "delete" && <DeleteDialog project={asking.project} onClose={close} />}
    </main>
  );
}
