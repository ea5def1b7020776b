import { useEffect, useRef, useState } from "react";
import type { Shot } from "../../lib/film/contract";
import { type Drawn, drawShot, pictureUrl } from "../../lib/film/filmApi";
import type { EpisodeModel } from "../../lib/film/model";
import { characterVersion, sceneVersion, shotVersion } from "../../lib/film/pictures";
import { filmStore, useFilm } from "../../lib/film/session";

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

/** The picture of a shot as it is only proposed, or null; it is drawn for it by the server. */
export function useProposedPicture(shot: Shot | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  const asked = shot && JSON.stringify(shot);
  useEffect(() => {
    if (!asked) return;
    let drawn: string | null = null;
    let wanted = true;
    drawShot(filmStore.getState().id, JSON.parse(asked) as Shot).then(
      (picture) => {
        if (!wanted) return;
        drawn = URL.createObjectURL(picture);
        setUrl(drawn);
      },
      () => undefined, // the card keeps the present picture; the fields say what would change
    );
    return () => {
      wanted = false;
      setUrl(null);
      if (drawn) URL.revokeObjectURL(drawn);
    };
  }, [asked]);
  return url;
}
