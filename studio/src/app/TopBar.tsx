import { useLocation } from "wouter";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { IconButton } from "../components/IconButton";
import { keepFocus } from "../components/keepFocus";
import { Menu } from "../components/Menu";
import { Tooltip } from "../components/Tooltip";
import { ProjectName } from "../features/projects/ProjectName";
import { importProject } from "../features/projects/useProjects";
import { exportUrl } from "../lib/api";
import { redo, undo } from "../lib/document/session";
import { useShow } from "../lib/document/store";
import { commitDraft } from "../lib/editing/draft";
import { pickFile, SHOW_TYPES } from "../lib/files";
import styles from "./App.module.css";
import { Brand } from "./Brand";
import { togglePanel, usePanels } from "./panels";
import { pickSong } from "./pickSong";
import { ThemeToggle } from "./ThemeToggle";

export function TopBar({ id }: { id: string }) {
  const history = useShow((state) => state.history);
  const panels = usePanels();
  return (
    <header className={styles.bar} onMouseDown={keepFocus}>
      <Brand />
      <span className={styles.separator} />
      <ProjectName />
      <ShowMenu id={id} />
      <span className={styles.separator} />
      <StepButton icon="undo" label="Undo" note={history.undo_note} enabled={history.can_undo} onStep={runUndo} />
      <StepButton icon="redo" label="Redo" note={history.redo_note} enabled={history.can_redo} onStep={redo} />
      <IconButton icon="history" label="History" pressed={panels.history} data-testid="history-toggle" onClick={() => togglePanel("history")} />
      <span className={styles.space} />
      <IconButton icon="help" label="Keyboard shortcuts" hint="?" onClick={() => togglePanel("help")} />
      <ThemeToggle />
      <IconButton icon="chat" label="Copilot" pressed={panels.chat} data-testid="chat-toggle" onClick={() => togglePanel("chat")} />
    </header>
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

export function runUndo(): void {
  commitDraft();
  undo();
}

function ShowMenu({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const bring = async () => {
    const file = await pickFile(SHOW_TYPES);
    const imported = file && (await importProject(file));
    if (imported) navigate(`/show/${imported}`);
  };
  const items = [
    { label: "All shows", icon: "back", run: () => navigate("/shows") },
    { label: "Load a song", icon: "music", run: pickSong },
    { label: "Import .smproj", icon: "import", run: () => void bring() },
    { label: "Export .smproj", icon: "download", run: () => location.assign(exportUrl(id)) },
  ] as const;
  return <Menu items={items} trigger={(props) => <IconButton small icon="chevron" label="Show menu" {...props} />} />;
}
