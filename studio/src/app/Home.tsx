import { useEffect, useState } from "react";
import { Redirect } from "wouter";
import { ErrorNote } from "../components/ErrorNote";
import { Spinner } from "../components/Spinner";
import { listDocuments } from "../lib/api";
import { sentence } from "../lib/http";
import styles from "./App.module.css";

/** The only show opens by itself (on a fresh install, the demo); otherwise the list does. */
export function Home() {
  const [target, setTarget] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = () => {
    setProblem(null);
    listDocuments().then(
      ([first, ...others]) => setTarget(first && !others.length ? `/show/${first.id}` : "/shows"),
      (error: unknown) => setProblem(sentence(error)),
    );
  };
  useEffect(look, []);
  if (target) return <Redirect to={target} replace />;
  return (
    <div className={styles.centre}>
      {problem ? <ErrorNote message={problem} action="Try again" onAction={look} /> : <Spinner label="Loading" size={24} />}
    </div>
  );
}
