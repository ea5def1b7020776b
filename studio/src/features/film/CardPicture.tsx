import { Picture } from "../../components/Picture";
import type { Drawn } from "../../lib/film/filmApi";
import type { Ghost } from "../../lib/film/ghosts";
import styles from "./cards.module.css";
import { usePictureUrl, useProposedPicture } from "./usePictures";

interface CardPictureProps {
  collection: Drawn;
  id: string;
  ghost: Ghost | null;
  alt: string;
  tall?: boolean;
}

/** A card's picture: as it is or, with a mark, as the waiting proposal would have it. */
export function CardPicture({ collection, id, ghost, alt, tall = false }: CardPictureProps) {
  const present = usePictureUrl(collection, id);
  const { url, drawing } = useProposedPicture(collection, id);
  return (
    <>
      <Picture src={url ?? (ghost?.kind === "added" ? null : present)} alt={url ? `${alt}, as proposed` : alt} tall={tall} coming={drawing} />
      {url && (
        <span className={styles.proposed} aria-hidden="true" data-testid="proposed-picture">
          Proposed
        </span>
      )}
    </>
  );
}
