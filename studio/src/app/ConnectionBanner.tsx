import { useStore } from "zustand";
import { Button } from "../components/Button";
import { connectionStore } from "../lib/document/live";
import styles from "./App.module.css";

export function ConnectionBanner() {
  const { lost, retryNow } = useStore(connectionStore);
  if (!lost) return null;
  return (
    <div role="alert" className={styles.banner}>
      The connection to the server is lost. Trying again…
      <Button onClick={retryNow}>Try now</Button>
    </div>
  );
}
