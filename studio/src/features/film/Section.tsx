import type { ReactNode } from "react";
import type { Station } from "../../lib/film/steps";
import { anchorOf } from "./StepsRow";
import styles from "./board.module.css";

interface SectionProps {
  station: Station;
  title: string;
  /** In a few words beside the title: how many, how long. */
  facts?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the board, found by the steps above it. */
export function Section({ station, title, facts, actions, children }: SectionProps) {
  return (
    <section id={anchorOf(station)} className={styles.section} aria-label={title} tabIndex={-1} data-testid={`board-${station}`}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {facts && <span className={styles.facts}>{facts}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
