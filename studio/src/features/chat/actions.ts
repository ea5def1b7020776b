import { createContext, useContext } from "react";
import type { Turn } from "../../lib/conversationView";

/** What a turn's controls can ask of the dialog around them. */
export type ChatActions = {
  resend: (turn: Turn) => void;
  inspect: (turn: Turn) => void;
  showKeyHelp: (provider: string) => void;
  focusModel: () => void;
  focusInput: () => void;
  /** What the switch for the preview of a proposal is called. */
  previewLabel: string;
};

export const ChatActionsContext = createContext<ChatActions | null>(null);

export function useChatActions(): ChatActions {
  const actions = useContext(ChatActionsContext);
  if (actions === null) throw new Error("This part of the chat stands outside of LLMChatDialog.");
  return actions;
}
