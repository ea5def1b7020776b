import { useEffect, useState } from "react";
import { Dialog } from "../../components/Dialog";
import { type ConversationSummary, listConversations } from "../../lib/conversationApi";
import { sentence } from "../../lib/http";
import { clock } from "./format";
import styles from "./chat.module.css";

type Props = {
  documentId: string;
  present: string;
  onChoose: (conversationId: string) => void;
  onClose: () => void;
};

type List = { chats: ConversationSummary[] } | { error: string } | null;

export function EarlierChats({ documentId, present, onChoose, onClose }: Props) {
  const [list, setList] = useState<List>(null);
  useEffect(() => {
    listConversations(documentId).then(
      (chats) => setList({ chats: [...chats].sort((a, b) => b.created_ms - a.created_ms) }),
      (error: unknown) => setList({ error: sentence(error) }),
    );
  }, [documentId]);
  return (
    <Dialog title="Earlier chats" open onClose={onClose}>
      {list === null && <p className={styles.dim}>Loading…</p>}
      {list && "error" in list && <p role="alert">{list.error}</p>}
      {list && "chats" in list && (
        <ul className={styles.chats}>
          {list.chats.map(({ id, title, created_ms }) => (
            <li key={id}>
              <button type="button" aria-current={id === present || undefined} onClick={() => onChoose(id)}>
                <span>{title || "Untitled chat"}</span>
                <time>{clock(created_ms)}</time>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
