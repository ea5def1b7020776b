import { type ReactNode, useEffect } from "react";
import { useLocation } from "wouter";
import { ErrorNote } from "../components/ErrorNote";
import { Spinner } from "../components/Spinner";
import { type OpenDocument, OpenDocumentContext, useDocument } from "../lib/document/open";
import { type Kind, nameIn } from "../lib/kinds";
import styles from "./App.module.css";

interface DocumentPageProps {
  kind: Kind;
  document: OpenDocument;
  children: ReactNode;
}

/** One document by its address: what stands around it while it is opened, and when it cannot be. */
export function DocumentPage({ kind, document, children }: DocumentPageProps) {
  return (
    <OpenDocumentContext value={document}>
      <Opened kind={kind}>{children}</Opened>
    </OpenDocumentContext>
  );
}

function Opened({ kind, children }: { kind: Kind; children: ReactNode }) {
  const phase = useDocument((state) => state.phase);
  const problem = useDocument((state) => state.problem);
  const name = useDocument((state) => nameIn(kind, state.model) ?? state.name);
  const [, navigate] = useLocation();
  useEffect(() => {
    document.title = name ? `${name} · Coda` : "Coda";
  }, [name]);
  if (phase === "ready") return children;
  return (
    <div className={styles.centre}>
      {phase === "failed" ? (
        <ErrorNote message={problem ?? ""} action={`All ${kind.noun}s`} onAction={() => navigate(kind.list)} />
      ) : (
        <Spinner label={`Opening the ${kind.noun}`} size={24} />
      )}
    </div>
  );
}
