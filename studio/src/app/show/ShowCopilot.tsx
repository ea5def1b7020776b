import { useMemo } from "react";
import { getScope, useTimelines } from "../../lib/selection";
import { LLMChatDialog } from "../../features/chat/LLMChatDialog";
import { useChosenConversation } from "../../features/chat/useChosenConversation";

const SUGGESTIONS = [
  "Pulse all balls red and blue on the beat for the first ten seconds",
  "Make ball 1 red from 0:10 to 0:20",
  "Fade every ball from blue to purple until the end",
  "Add a strobe to the last ball for 3 seconds starting at 12",
  "What is on the timelines now?",
];

const scopeOf = (timelines: string[] | null) => ({ timelines, ...getScope() });

/** The copilot of a light show. */
export function ShowCopilot({ documentId, conversationId }: { documentId: string; conversationId: string }) {
  const [present, choose] = useChosenConversation(conversationId);
  const timelines = useTimelines();
  const targets = useMemo(() => timelines.map(({ id, name }) => ({ id, label: name })), [timelines]);
  return (
    <LLMChatDialog
      documentId={documentId}
      conversationId={present}
      onConversation={choose}
      title="Copilot"
      greeting="What should the lights do?"
      placeholder="Describe what the lights should do…"
      targets={targets}
      targetsLabel="Timelines"
      scopeOf={scopeOf}
      suggestions={SUGGESTIONS}
      previewLabel="Show on the timeline"
    />
  );
}
