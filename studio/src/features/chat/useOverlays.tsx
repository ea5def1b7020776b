import { type ReactNode, useCallback, useState } from "react";
import { createConversation } from "../../lib/conversationApi";
import type { Turn } from "../../lib/conversationView";
import { sentence } from "../../lib/http";
import { toast } from "../../lib/toasts";
import { ContextInspector } from "./ContextInspector";
import { EarlierChats } from "./EarlierChats";
import { KeyHelp } from "./KeyHelp";
import type { LLMChatDialogProps } from "./LLMChatDialog";

type Overlay = { kind: "earlier" } | { kind: "context"; turn: Turn } | { kind: "key"; provider: string };

export type Overlays = {
  element: ReactNode;
  inspect: (turn: Turn) => void;
  showKeyHelp: (provider: string) => void;
  showEarlier: () => void;
  startNew: () => void;
  /** A new conversation is on its way: what is written now would go to the one that is left. */
  leaving: boolean;
};

/** The dialogs over the chat, one at a time. */
export function useOverlays(props: LLMChatDialogProps): Overlays {
  const { documentId, conversationId, onConversation } = props;
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [leaving, setLeaving] = useState(false);
  const close = () => setOverlay(null);
  const choose = (id: string) => {
    close();
    onConversation(id);
  };
  const startNew = async () => {
    if (leaving) return;
    setLeaving(true);
    try {
      onConversation((await createConversation(documentId)).id);
    } catch (error) {
      toast(sentence(error));
      setLeaving(false);
    }
  };
  const shown: Record<Overlay["kind"], () => ReactNode> = {
    earlier: () => (
      <EarlierChats documentId={documentId} present={conversationId} onChoose={choose} onClose={close} />
    ),
    context: () => overlay?.kind === "context" && <ContextInspector turn={overlay.turn} onClose={close} />,
    key: () => overlay?.kind === "key" && <KeyHelp provider={overlay.provider} onClose={close} />,
  };
  return {
    element: overlay && shown[overlay.kind](),
    inspect: useCallback((turn: Turn) => setOverlay({ kind: "context", turn }), []),
    showKeyHelp: useCallback((provider: string) => setOverlay({ kind: "key", provider }), []),
    showEarlier: () => setOverlay({ kind: "earlier" }),
    startNew: () => void startNew(),
    leaving,
  };
}
