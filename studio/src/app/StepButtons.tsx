import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { IconButton } from "../components/IconButton";
import { Tooltip } from "../components/Tooltip";
import { useDocument, useOpenDocument } from "../lib/document/open";
import styles from "./App.module.css";
import { togglePanel, usePanels } from "./panels";

/** Undo, redo, and the way to the history. */
export function StepButtons() {
  const { undo, redo } = useOpenDocument();
  const history = useDocument((state) => state.history);
  const panels = usePanels();
  return (
    <>
      <StepButton icon="undo" label="Undo" note={history.undo_note} enabled={history.can_undo} onStep={undo} />
      <StepButton icon="redo" label="Redo" note={history.redo_note} enabled={history.can_redo} onStep={redo} />
      <IconButton icon="history" label="History" pressed={panels.history} data-testid="history-toggle" onClick={() => togglePanel("history")} />
    </>
  );
}

interface StepProps {
  icon: "undo" | "redo";
  label: "Undo" | "Redo";
  /** What would be undone or redone. */
  note: string | null;
  enabled: boolean;
  onStep: () => void;
}

function StepButton({ icon, label, note, enabled, onStep }: StepProps) {
  return (
    <Tooltip label={note ? `${label}: ${note}` : `Nothing to ${icon}`} hint={icon === "undo" ? "Ctrl Z" : "Ctrl Shift Z"}>
      <Button tone="quiet" className={styles.step} aria-label={label} disabled={!enabled} data-testid={icon} onClick={onStep}>
        <Icon name={icon} />
        <span className={styles.stepName}>{label}</span>
      </Button>
    </Tooltip>
  );
}
