import { Component, type ReactNode } from "react";
import { ErrorNote } from "../components/ErrorNote";
import styles from "./App.module.css";

/** Stands in for the studio when drawing it failed; the show itself is on the server. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const message = "The studio ran into a fault and stopped drawing. Your show is safe on the server.";
    return (
      <div className={styles.centre}>
        <ErrorNote message={message} action="Reload the page" onAction={() => location.reload()} />
      </div>
    );
  }
}
