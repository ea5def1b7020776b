import type { ReactNode } from "react";
import { Link } from "wouter";
import { classes } from "../../components/classes";
import { IconButton } from "../../components/IconButton";
import { Menu, type MenuItem } from "../../components/Menu";
import type { DocumentSummary } from "../../lib/contract";
import type { Kind } from "../../lib/kinds";
import { relativeTime } from "../../lib/relativeTime";
import styles from "./library.module.css";

interface DocumentCardProps {
  kind: Kind;
  document: DocumentSummary;
  cover?: ReactNode;
  onRename: () => void;
  onDelete: () => void;
}

export function DocumentCard({ kind, document, cover, onRename, onDelete }: DocumentCardProps) {
  const { id, name, modified_ms } = document;
  const items: MenuItem[] = [{ label: "Rename", icon: "rename", run: onRename }];
  const { file } = kind;
  if (file) items.push({ label: file.label, icon: "download", run: () => location.assign(file.url(id)) });
  items.push({ label: "Delete", icon: "trash", danger: true, run: onDelete });
  return (
    <li className={classes(styles.card, cover !== undefined && styles.covered)}>
      {cover}
      <Link href={kind.page(id)} className={styles.link}>
        <span className={styles.name}>{name}</span>
        <span className={styles.time}>Changed {relativeTime(modified_ms, Date.now())}</span>
      </Link>
      <Menu items={items} trigger={(props) => <IconButton icon="menu" label={`Actions for ${name}`} {...props} />} />
    </li>
  );
}
