import { useCallback, useMemo, useState } from "react";
import { getScope, useTimelines } from "../../lib/selection";
import { LLMChatDialog } from "./LLMChatDialog";

const SUGGESTIONS = [
  "Pulse all balls red and blue on the beat for the first ten seconds",
  "Make ball 1 red from 0:10 to 0:20",
  "Fade every ball from blue to purple until the end",
  "Add a strobe to the last ball for 3 seconds starting at 12",
  "What is on the timelines now?",
];

const scopeOf = (timelines: string[] | null) => ({ timelines, ...getScope() });

/** The copilot of a light show. */
export function ChatPanel({ documentId, conversationId }: { documentId: string; conversationId: string }) {
  const [chosen, setChosen] = useState({ from: conversationId, id: conversationId });
  const timelines = useTimelines();
  const targets = useMemo(() => timelines.map(({ id, name }) => ({ id, label: name })), [timelines]);
  const present = chosen.from === conversationId ? chosen.id : conversationId;
  const choose = useCallback((id: string) => setChosen({ from: conversationId, id }), [conversationId]);
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
