import { useCallback, useState } from "react";

/** The conversation shown: the document's own, until the user opens another of it. */
export function useChosenConversation(own: string): [string, (id: string) => void] {
  const [chosen, setChosen] = useState({ from: own, id: own });
  const choose = useCallback((id: string) => setChosen({ from: own, id }), [own]);
  return [chosen.from === own ? chosen.id : own, choose];
}
