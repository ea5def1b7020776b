import { useState } from "react";
import type { LiveConversation } from "../../lib/conversationStore";
import type { OutgoingMessage } from "../../lib/conversationApi";
import { sentence } from "../../lib/http";
import type { Picture } from "../../lib/pictures";

export type Sending = {
  /** Resolves to whether the message was taken. */
  send: (text: string, pictures?: readonly Picture[]) => Promise<boolean>;
  stop: (runId: string) => void;
  /** Why the last request was refused. */
  refused: string | null;
  dismiss: () => void;
};

type Rest = () => Omit<OutgoingMessage, "text" | "pictures">;

export function useSending(live: LiveConversation, rest: Rest): Sending {
  const [refused, setRefused] = useState<string | null>(null);
  const attempt = async (request: () => Promise<void>): Promise<boolean> => {
    setRefused(null);
    try {
      await request();
      return true;
    } catch (error) {
      setRefused(sentence(error));
      return false;
    }
  };
  return {
    send: (text, pictures = []) =>
      attempt(() => live.send({ text, pictures: [...pictures], ...rest() })),
    stop: (runId) => void attempt(() => live.stop(runId)),
    refused,
    dismiss: () => setRefused(null),
  };
}
