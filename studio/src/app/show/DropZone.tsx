import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { importProject } from "../../features/library/useDocuments";
import { isShow } from "../../lib/files";
import { sendSong } from "../../lib/show/loadSong";
import styles from "../App.module.css";

/** Takes a song or a show that is dropped anywhere on the page. */
export function DropZone() {
  const [over, setOver] = useState(false);
  const [, navigate] = useLocation();
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const drag = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void take(file, navigate);
    };
    addEventListener("dragover", drag, { signal });
    addEventListener("dragleave", (event) => event.relatedTarget === null && setOver(false), { signal });
    addEventListener("drop", drop, { signal });
    return () => listening.abort();
  }, [navigate]);
  return over ? <div className={styles.drop}>Drop a song, or a show to import</div> : null;
}

async function take(file: File, navigate: (path: string) => void): Promise<void> {
  if (!isShow(file.name)) return sendSong(file);
  const id = await importProject(file);
  if (id) navigate(`/show/${id}`);
}
