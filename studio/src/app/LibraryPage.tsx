import { type ReactNode, useEffect } from "react";
import { FilmList } from "../features/library/FilmList";
import { ShowList } from "../features/library/ShowList";
import type { Kind } from "../lib/kinds";
import styles from "./App.module.css";
import { Applications } from "./Applications";
import { Brand } from "./Brand";
import { ThemeToggle } from "./ThemeToggle";

const LISTS: Record<Kind["kind"], (alone: boolean) => ReactNode> = {
  episode: () => <FilmList key="episode" />,
  sequence: (alone) => <ShowList key="sequence" alone={alone} />,
};

/** What was made before, by application, and where something new begins. */
export function LibraryPage({ kinds }: { kinds: readonly Kind["kind"][] }) {
  const alone = kinds.length === 1;
  useEffect(() => {
    document.title = "Coda";
  }, []);
  return (
    <div className={styles.library}>
      <header className={styles.bar}>
        <Brand />
        <span className={styles.separator} />
        <Applications />
        <span className={styles.space} />
        <ThemeToggle />
      </header>
      <main className={styles.lists}>{kinds.map((kind) => LISTS[kind](alone))}</main>
    </div>
  );
}
