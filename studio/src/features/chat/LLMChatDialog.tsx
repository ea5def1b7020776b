import { Spinner } from "../../components/Spinner";
import type { Scope } from "../../lib/conversationApi";
import { OpenChat } from "./OpenChat";
import type { Target } from "./TargetsMenu";
import { useConversation } from "./useConversation";
import styles from "./chat.module.css";

export type LLMChatDialogProps = {
  documentId: string;
  conversationId: string;
  /** Another conversation of the document is wanted: a new one, or an earlier one. */
  onConversation: (conversationId: string) => void;
  title: string;
  greeting: string;
  placeholder: string;
  /** What the copilot may be allowed to touch, and what such things are called together. */
  targets: readonly Target[];
  targetsLabel: string;
  /** What is sent along with a message; `targetIds` is null for every target. */
  scopeOf: (targetIds: string[] | null) => Scope;
  suggestions: readonly string[];
  /** The name of the switch that shows a proposal in the document. */
  previewLabel: string;
};

/** The copilot's dialog for any application: it knows nothing of what the document is about. */
export function LLMChatDialog(props: LLMChatDialogProps) {
  const { documentId, conversationId, title } = props;
  const live = useConversation(documentId, conversationId);
  if (live === null)
    return (
      <section className={styles.panel} aria-label={title}>
        <div className={styles.empty}>
          <Spinner label="Loading the conversation" />
        </div>
      </section>
    );
  return <OpenChat key={live.id} live={live} {...props} />;
}
