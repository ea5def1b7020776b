import { IconButton } from "../../components/IconButton";
import type { AnalyticsUpdate } from "../../lib/events";
import { totals } from "./format";
import styles from "./chat.module.css";

type Props = {
  title: string;
  spent: AnalyticsUpdate | null;
  onHistory: () => void;
  onNew: () => void;
};

export function ChatHeader({ title, spent, onHistory, onNew }: Props) {
  return (
    <header className={styles.header}>
      <h2>{title}</h2>
      <span className={styles.usage} data-testid="usage" title="This conversation so far; costs are estimates">
        {spent && totals(spent)}
      </span>
      <IconButton icon="history" label="Earlier chats" data-testid="chat-history" small onClick={onHistory} />
      <IconButton icon="add" label="New chat" hint="This one is kept" data-testid="new-chat" small onClick={onNew} />
    </header>
  );
}
