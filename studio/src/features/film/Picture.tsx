import { useEffect, useState } from "react";
import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import { loadPicture } from "../../lib/film/loading";
import styles from "./picture.module.css";

interface PictureProps {
  /** Null while there is nothing to show yet. */
  src: string | null;
  alt: string;
  tall?: boolean;
}

/** A drawn picture in a frame of fixed shape; a newer one takes its place only when it is there. */
export function Picture({ src, alt, tall }: PictureProps) {
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (src === null) return;
    setFailed(false);
    return loadPicture(src, (loaded) => (loaded ? setShown(src) : setFailed(true)));
  }, [src]);
  const state = failed ? "failed" : shown === null ? "waiting" : "ready";
  return (
    <span className={classes(styles.picture, tall && styles.tall)} data-state={state} aria-busy={(!failed && src !== shown) || undefined}>
      {shown && <img src={shown} alt={alt} draggable={false} />}
      {state !== "ready" && (
        <span className={styles.missing} aria-hidden="true">
          <Icon name={failed ? "alert" : "picture"} size={22} />
        </span>
      )}
    </span>
  );
}
