import { useEffect, useRef, useState } from "react";
import { type Drawn, drawProposed, pictureUrl } from "../../lib/film/filmApi";
import { proposedVersion, versionOf } from "../../lib/film/pictures";
import { filmStore, useFilm } from "../../lib/film/session";
import { inTurn } from "../../lib/loading";
import { getGhosts, useGhosts } from "../../lib/proposals";

/**
 * The address of a card's picture. While an edit waits for the server it stays what it was: the
 * server would still draw the old one, and the browser keep it under the new address.
 */
export function usePictureUrl(collection: Drawn, id: string): string | null {
  const settled = useFilm((state) => state.settled);
  const url = useFilm((state) => pictureUrl(state.id, collection, id, versionOf(state.model, collection, id)));
  const held = useRef<string | null>(null);
  if (settled) held.current = url;
  return held.current;
}

interface Proposed {
  readonly url: string | null;
  readonly drawing: boolean;
}

const NONE: Proposed = { url: null, drawing: false };

/** A card's picture as it would be with the waiting proposal, where that looks different. */
export function useProposedPicture(collection: Drawn, id: string): Proposed {
  const [proposed, setProposed] = useState(NONE);
  const ghosts = useGhosts();
  const version = useFilm(({ model }) => ghosts && proposedVersion(model, ghosts.changes, collection, id));
  useEffect(() => {
    if (!version) return;
    let drawn: string | null = null;
    let wanted = true;
    const draw = async () => {
      const changes = getGhosts()?.changes ?? [];
      // without a picture the card keeps the present one; its fields say what would change
      const picture = await drawProposed(filmStore.getState().id, collection, id, changes).catch(() => null);
      if (!wanted) return;
      drawn = picture && URL.createObjectURL(picture);
      setProposed({ url: drawn, drawing: false });
    };
    setProposed({ url: null, drawing: true });
    const callOff = inTurn(draw, true);
    return () => {
      wanted = false;
      callOff();
      setProposed(NONE);
      if (drawn) URL.revokeObjectURL(drawn);
    };
  }, [version, collection, id]);
  return proposed;
}
