import type { ReactNode } from "react";
import { classes } from "../../components/classes";
import type { Ghost } from "../../lib/film/ghosts";
import { select, useIsSelected } from "../../lib/film/selection";
import { Differences } from "./Differences";
import styles from "./cards.module.css";

interface CardProps {
  collection: string;
  id: string;
  /** What a screen reader calls it: "Shot 3". */
  label: string;
  ghost: Ghost | null;
  className?: string | undefined;
  onOpen?: (() => void) | undefined;
  children: ReactNode;
}

/** A part of the film that can be selected; with a proposal, it says what would become of it. */
export function Card({ collection, id, label, ghost, className, onOpen, children }: CardProps) {
  const selected = useIsSelected(collection, id);
  return (
    <div
      role="group"
      tabIndex={0}
      className={classes(styles.card, ghost && ghost.kind !== "moved" && styles.ghost, ghost && styles[ghost.kind], className)}
      aria-label={ghost ? `${label}, would be ${ghost.kind}` : label}
      aria-current={selected || undefined}
      data-card={`${collection}/${id}`}
      data-testid={`card-${collection}`}
      data-ghost={ghost?.kind}
      onFocus={() => select(collection, id)}
      onPointerDown={() => select(collection, id)}
      onDoubleClick={onOpen}
    >
      <div className={styles.inner} inert={ghost?.kind === "added" || ghost?.kind === "removed"}>
        {children}
      </div>
      {ghost && <Differences ghost={ghost} />}
    </div>
  );
}
