import { useEffect } from "react";
import { useLocation } from "wouter";
import { ErrorNote } from "../components/ErrorNote";
import { Spinner } from "../components/Spinner";
import { closeShow, openShow } from "../lib/document/session";
import { useShow } from "../lib/document/store";
import styles from "./App.module.css";
import { Workspace } from "./Workspace";

/** One show, by its address. */
export function ShowPage({ id }: { id: string }) {
  const phase = useShow((state) => state.phase);
  const problem = useShow((state) => state.problem);
  const name = useShow((state) => state.model.project?.name ?? state.name);
  const [, navigate] = useLocation();
  useEffect(() => {
    void openShow(id);
    return closeShow;
  }, [id]);
  useEffect(() => {
    document.title = name ? `${name} · Coda` : "Coda";
  }, [name]);
  if (phase === "failed") {
    return (
      <div className={styles.centre}>
        <ErrorNote message={problem ?? ""} action="All shows" onAction={() => navigate("/shows")} />
      </div>
    );
  }
  if (phase !== "ready") {
    return (
      <div className={styles.centre}>
        <Spinner label="Opening the show" size={24} />
      </div>
    );
  }
  return <Workspace id={id} />;
}
