import { useEffect, useRef, useState } from "react";
import type { Shot } from "../../lib/film/contract";
import { type Drawn, drawShot, pictureUrl } from "../../lib/film/filmApi";
import type { Ghost } from "../../lib/film/ghosts";
import type { EpisodeModel } from "../../lib/film/model";
import { characterVersion, looksDifferent, sceneVersion, shotVersion } from "../../lib/film/pictures";
import { filmStore, useFilm } from "../../lib/film/session";
import { inTurn } from "../../lib/loading";

const VERSIONS: Record<Drawn, (model: EpisodeModel, id: string) => string> = {
  characters: characterVersion,
  scenes: sceneVersion,
  shots: shotVersion,
};

/**
 * The address of a card's picture. While an edit waits for the server it stays what it was: the
 * server would still draw the old one, and the browser keep it under the new address.
 */
export function usePictureUrl(collection: Drawn, id: string): string | null {
  const settled = useFilm((state) => state.settled);
  const url = useFilm((state) => pictureUrl(state.id, collection, id, VERSIONS[collection](state.model, id)));
  const held = useRef<string | null>(null);
  if (settled) held.current = url;
  return held.current;
}

interface Proposed {
  readonly url: string | null;
  readonly drawing: boolean;
}

const NONE: Proposed = { url: null, drawing: false };

/** The picture of a shot as it would be with the waiting proposal, where that looks different. */
export function useProposedPicture(ghost: Ghost | null): Proposed {
  const [proposed, setProposed] = useState(NONE);
  const asked = drawable(ghost);
  useEffect(() => {
    if (!asked) return;
    let drawn: string | null = null;
    let wanted = true;
    const draw = async () => {
      // without a picture the card keeps the present one; its fields say what would change
      const picture = await drawShot(filmStore.getState().id, JSON.parse(asked) as Shot).catch(() => null);
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
  }, [asked]);
  return proposed;
}

/** The shot to draw, as JSON; null when there is none, or its picture is known. */
function drawable(ghost: Ghost | null): string | null {
  const after = (ghost?.after ?? null) as Shot | null;
  const before = (ghost?.before ?? null) as Shot | null;
  return after && (!before || looksDifferent(before, after)) ? JSON.stringify(after) : null;
}
