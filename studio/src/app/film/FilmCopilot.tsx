import { useMemo } from "react";
import { LLMChatDialog } from "../../features/chat/LLMChatDialog";
import { useChosenConversation } from "../../features/chat/useChosenConversation";
import { getScope } from "../../lib/film/selection";
import { useFilm } from "../../lib/film/session";

const EARLY = ["Write the outline", "Make the film vertical", "Shorten the film to 20 seconds", "What can you do?"];

/** Once there are shots; `hero` is the name of the first character. */
const later = (hero: string): string[] => [
  "Make the first shot a wide shot at dawn",
  ...(hero ? [`Give ${hero} a red scarf`] : []),
  "Move the last shot to the beginning",
  "Shorten the film to 20 seconds",
  "Review the film",
];

/** The copilot of a film: the same dialog as a show's. */
export function FilmCopilot({ documentId, conversationId }: { documentId: string; conversationId: string }) {
  const [present, choose] = useChosenConversation(conversationId);
  const drawn = useFilm((state) => state.model.shots.length > 0);
  const hero = useFilm((state) => state.model.characters[0]?.name ?? "");
  const suggestions = useMemo(() => (drawn ? later(hero) : EARLY), [drawn, hero]);
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
      suggestions={suggestions}
      previewLabel="Show on the board"
    />
  );
}
