import { type ReactNode, useState } from "react";
import { ErrorNote } from "../../components/ErrorNote";
import { Spinner } from "../../components/Spinner";
import type { DocumentSummary } from "../../lib/contract";
import type { Kind } from "../../lib/kinds";
import { DeleteDialog } from "./DeleteDialog";
import { DocumentCard } from "./DocumentCard";
import styles from "./library.module.css";
import { RenameDialog } from "./RenameDialog";
import { useDocuments } from "./useDocuments";

interface DocumentListProps {
  kind: Kind;
  /** Its heading stands first on the page. */
  alone: boolean;
  /** What can be done besides opening one: new, import. */
  actions: ReactNode;
  /** A picture for a document's card. */
  cover?: (document: DocumentSummary) => ReactNode;
  /** What stands in the place of the cards while there are none. */
  empty: ReactNode;
}

type Asking = { what: "rename" | "delete"; document: DocumentSummary } | null;

/** The documents of one kind as cards. */
export function DocumentList({ kind, alone, actions, cover, empty }: DocumentListProps) {
  const { documents, problem, reload } = useDocuments(kind.kind);
  const [asking, setAsking] = useState<Asking>(null);
  const Heading = alone ? "h1" : "h2";
  const close = () => {
    setAsking(null);
    reload();
  };
  return (
    <section className={styles.section} aria-label={kind.title}>
      <header className={styles.head}>
        <Heading>{kind.heading}</Heading>
        {actions}
      </header>
      {problem && <ErrorNote message={problem} action="Try again" onAction={reload} />}
      {!documents && !problem && <Spinner label={`Loading your ${kind.noun}s`} />}
      {documents?.length === 0 && <div className={styles.empty}>{empty}</div>}
      <ul className={styles.grid}>
        {documents?.map((document) => (
          <DocumentCard
            key={document.id}
            kind={kind}
            document={document}
            cover={cover?.(document)}
            onRename={() => setAsking({ what: "rename", document })}
            onDelete={() => setAsking({ what: "delete", document })}
          />
        ))}
      </ul>
      {asking?.what === "rename" && <RenameDialog kind={kind} document={asking.document} onClose={close} />}
      {asking?.what === "delete" && <DeleteDialog kind={kind} document={asking.document} onClose={close} />}
    </section>
  );
}
