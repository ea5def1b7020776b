import { Link, useRoute } from "wouter";
import { type Kind, KINDS } from "../lib/kinds";
import styles from "./App.module.css";

/** The way between the applications. `present` is the one whose document is open. */
export function Applications({ present }: { present?: Kind | undefined }) {
  return (
    <nav className={styles.applications} aria-label="Applications">
      {KINDS.map((kind) => (
        <Application key={kind.kind} kind={kind} inside={kind === present} />
      ))}
    </nav>
  );
}

function Application({ kind, inside }: { kind: Kind; inside: boolean }) {
  const [listed] = useRoute(kind.list);
  const current = listed ? "page" : inside || undefined;
  return (
    <Link href={kind.list} className={styles.application} aria-current={current}>
      {kind.title}
    </Link>
  );
}
