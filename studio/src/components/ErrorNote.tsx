import { Button } from "./Button";
import styles from "./ErrorNote.module.css";
import { Icon } from "./Icon";

/** An error as one plain sentence with one way out. */
export function ErrorNote({ message, action, onAction }: { message: string; action: string; onAction: () => void }) {
  return (
    <div role="alert" className={styles.note}>
      <span className={styles.icon}>
        <Icon name="alert" size={28} />
      </span>
      <p>{message}</p>
      <Button tone="primary" onClick={onAction}>
        {action}
      </Button>
    </div>
  );
}
