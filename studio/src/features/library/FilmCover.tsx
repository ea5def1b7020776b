import { useEffect, useState } from "react";
import { Picture } from "../../components/Picture";
import type { DocumentSummary } from "../../lib/contract";
import { coverOf } from "../../lib/film/filmApi";
import styles from "./library.module.css";

/** A film's poster, or its first shot while there is no film. */
export function FilmCover({ film: { id, modified_ms } }: { film: DocumentSummary }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    coverOf(id, modified_ms).then(
      (cover) => wanted && setUrl(cover),
      () => undefined, // a film without a picture can be opened all the same
    );
    return () => {
      wanted = false;
    };
  }, [id, modified_ms]);
  return (
    <span className={styles.cover}>
      <Picture src={url} alt="" />
    </span>
  );
}
