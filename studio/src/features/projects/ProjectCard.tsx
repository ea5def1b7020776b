import { Link } from "wouter";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import { exportUrl } from "../../lib/api";
import type { DocumentSummary } from "../../lib/contract";
import { relativeTime } from "../../lib/relativeTime";
import styles from "./ProjectsPage.module.css";

interface ProjectCardProps {
  project: DocumentSummary;
  onRename: () => void;
  onDelete: () => void;
}

export function ProjectCard({ project, onRename, onDelete }: ProjectCardProps) {
  const items = [
    { label: "Rename", icon: "rename", run: onRename },
    { label: "Export .smproj", icon: "download", run: () => location.assign(exportUrl(project.id)) },
    { label: "Delete", icon: "trash", danger: true, run: onDelete },
  ] as const;
  return (
    <li className={styles.card}>
      <Link href={`/show/${project.id}`} className={styles.link}>
        <span className={styles.name}>{project.name}</span>
        <span className={styles.time}>Changed {relativeTime(project.modified_ms, Date.now())}</span>
      </Link>
      <Menu items={items} trigger={(props) => <IconButton icon="menu" label={`Actions for ${project.name}`} {...props} />} />
    </li>
  );
}
