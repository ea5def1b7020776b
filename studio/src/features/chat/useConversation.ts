import { useEffect, useState } from "react";
import { listConversations } from "../../lib/conversationApi";
import { type LiveConversation, liveConversation } from "../../lib/conversationStore";

/** Opens a conversation, and closes it when another takes its place. */
export function useConversation(documentId: string, conversationId: string): LiveConversation | null {
  const [live, setLive] = useState<LiveConversation | null>(null);
  useEffect(() => {
    const opened = liveConversation(conversationId);
    setLive(opened);
    void lengthOf(documentId, conversationId).then(opened.start);
    return opened.close;
  }, [documentId, conversationId]);
  return live;
}

/** About how many entries there are, so that the newest come first; 0 when it cannot be told. */
async function lengthOf(documentId: string, conversationId: string): Promise<number> {
  const all = await listConversations(documentId).catch(() => []);
  return all.find(({ id }) => id === conversationId)?.entries ?? 0;
}
