import { useEffect, useRef, useState } from "react";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { useGhostPreview, useGhosts, useOpenProposal } from "../../lib/proposals";
import styles from "./Preview.module.css";
import { startStage } from "./stage";

/** The balls as they light up at the playhead. */
export function Preview() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [juggling, setJuggling] = useState(false);
  const ghosts = useGhosts();
  const open = useOpenProposal();
  const [proposed, showProposed] = useGhostPreview();
  const changes = ghosts?.changes.length ? ghosts.changes : null;
  const hasChanges = open?.proposal.calls.some((call) => call.changes.length > 0) ?? false;

  useEffect(() => startStage(canvas.current!, { juggling, changes }), [juggling, changes]);
  return (
    <section className={styles.stage} aria-label="Live preview of the balls" data-testid="preview">
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label="The balls at the playhead" />
      {changes && (
        <div className={styles.badge}>
          <Icon name="copilot" size={12} />
          Showing the proposal
        </div>
      )}
      <div className={styles.tools}>
        {hasChanges && (
          <IconButton icon="show" label="Show the proposal" pressed={proposed} onClick={() => showProposed(!proposed)} />
        )}
        <IconButton icon="juggle" label="Juggle" pressed={juggling} onClick={() => setJuggling(!juggling)} />
      </div>
    </section>
  );
}
