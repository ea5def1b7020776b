import { Icon } from "../../components/Icon";
import styles from "./chat.module.css";

type Props = { greeting: string; suggestions: readonly string[]; onChoose: (text: string) => void };

export function EmptyChat({ greeting, suggestions, onChoose }: Props) {
  return (
    <div className={styles.empty}>
      <Icon name="copilot" size={28} />
      <h3>{greeting}</h3>
      <p>Nothing changes before the confirmation you choose below allows it, and every turn can be undone.</p>
      <div className={styles.suggestions}>
        {suggestions.map((text) => (
          <button key={text} type="button" data-testid="suggestion" onClick={() => onChoose(text)}>
            {text}
          </button>
        ))}
      </div>
    </div>
  );
}
