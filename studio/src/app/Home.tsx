import { useEffect, useState } from "react";
import { Redirect } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { ErrorNote } from "../components/ErrorNote";
import { Spinner } from "../components/Spinner";
import { listDocuments } from "../lib/api";
import { sentence } from "../lib/http";
import { kindOf } from "../lib/kinds";
import styles from "./App.module.css";
import { LibraryPage } from "./LibraryPage";
import { STAY } from "./navigation";

type Place = { page: string } | "library" | null;

/** The only document opens by itself (on a fresh install, the demo); otherwise all are shown. */
export function Home() {
  const stays = useHistoryState<unknown>() === STAY;
  const [place, setPlace] = useState<Place>(stays ? "library" : null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = () => {
    setProblem(null);
    listDocuments().then(
      ([first, ...others]) => {
        const page = first && !others.length && kindOf(first)?.page(first.id);
        setPlace(page ? { page } : "library");
      },
      (error: unknown) => setProblem(sentence(error)),
    );
  };
  useEffect(() => {
    if (!stays) look();
  }, [stays]);
  if (stays || place === "library") return <LibraryPage kinds={["episode", "sequence"]} />;
  if (place) return <Redirect to={place.page} replace />;
  return (
    <div className={styles.centre}>
      {problem ? <ErrorNote message={problem} action="Try again" onAction={look} /> : <Spinner label="Loading" size={24} />}
    </div>
  );
}
