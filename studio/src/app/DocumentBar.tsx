import { IconButton } from "../components/IconButton";
import { keepFocus } from "../components/keepFocus";
import { Menu, type MenuItem } from "../components/Menu";
import { DocumentName } from "../features/library/DocumentName";
import type { Kind } from "../lib/kinds";
import styles from "./App.module.css";
import { Applications } from "./Applications";
import { Brand } from "./Brand";
import { togglePanel, usePanels } from "./panels";
import { StepButtons } from "./StepButtons";
import { ThemeToggle } from "./ThemeToggle";

interface DocumentBarProps {
  kind: Kind;
  /** The application's own menu. */
  items: readonly MenuItem[];
  /** Where the window is narrow, the page has another way to the copilot. */
  switched?: boolean;
}

/** The bar over an open document of any application. */
export function DocumentBar({ kind, items, switched = false }: DocumentBarProps) {
  const { chat } = usePanels();
  const label = `${kind.noun[0]?.toUpperCase()}${kind.noun.slice(1)} menu`;
  return (
    <header className={styles.bar} onMouseDown={keepFocus}>
      <Brand />
      <span className={styles.separator} />
      <DocumentName kind={kind} />
      <Menu items={items} trigger={(props) => <IconButton small icon="chevron" label={label} {...props} />} />
      <span className={styles.separator} />
      <StepButtons />
      <span className={styles.space} />
      <Applications present={kind} />
      <span className={styles.roomy}>
        <IconButton icon="help" label="Keyboard shortcuts" hint="?" onClick={() => togglePanel("help")} />
      </span>
      <ThemeToggle />
      <span className={switched ? styles.switched : undefined}>
        <IconButton icon="chat" label="Copilot" pressed={chat} data-testid="chat-toggle" onClick={() => togglePanel("chat")} />
      </span>
    </header>
  );
}
