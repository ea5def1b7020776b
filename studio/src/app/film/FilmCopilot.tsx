import { LLMChatDialog } from "../../features/chat/LLMChatDialog";
import { useChosenConversation } from "../../features/chat/useChosenConversation";
import { getScope } from "../../lib/film/selection";
import { useFilm } from "../../lib/film/session";

const EARLY = [
  "Write the outline",
  "Make it a story for children",
  "Set it at night, in the rain",
  "What can you do?",
];

const LATER = [
  "Make the first shot a wide shot at dawn",
  "Give the hero a red scarf",
  "Shorten the film to 20 seconds",
  "Move the last shot to the beginning",
  "What do you think of the storyboard?",
];

/** The copilot of a film: the same dialog as a show's. */
export function FilmCopilot({ documentId, conversationId }: { documentId: string; conversationId: string }) {
  const [present, choose] = useChosenConversation(conversationId);
  const drawn = useFilm((state) => state.model.shots.length > 0);
  return (
    <LLMChatDialog
      documentId={documentId}
      conversationId={present}
      onConversation={choose}
      title="Copilot"
      greeting="What should happen in the film?"
      placeholder="Describe what should happen…"
      targets={[]}
      targetsLabel="Parts"
      scopeOf={getScope}
      suggestions={drawn ? LATER : EARLY}
      previewLabel="Show on the board"
    />
  );
}
