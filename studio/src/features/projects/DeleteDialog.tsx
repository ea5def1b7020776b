import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { DocumentSummary } from "../../lib/contract";
import styles from "./ProjectsPage.module.css";
import { removeProject } from "./useProjects";

export function DeleteDialog({ project, onClose }: { project: DocumentSummary; onClose: () => void }) {
  return (
    <Dialog title={`Delete “${project.name}”?`} open onClose={onClose}>
      <div className={styles.form}>
        <p>The show, its history and its conversations go away. This cannot be undone. Export it first to keep a copy.</p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" onClick={() => void removeProject(project.id).then(onClose)}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
