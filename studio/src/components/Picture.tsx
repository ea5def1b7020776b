import { useEffect, useRef, useState } from "react";
import { classes } from "./classes";
import { Icon } from "./Icon";
import { loadPicture } from "../lib/loading";
import styles from "./Picture.module.css";

interface PictureProps {
  /** Null while there is nothing to show yet. */
  src: string | null;
  alt: string;
  tall?: boolean;
  /** It is being made, though there is no address of it yet. */
  coming?: boolean;
}

/** A drawn picture in a frame of fixed shape; a newer one takes its place only when it is there. */
export function Picture({ src, alt, tall, coming = false }: PictureProps) {
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const replacing = useRef(false);
  replacing.current = shown !== null;
  useEffect(() => {
    if (src === null) return;
    setFailed(false);
    return loadPicture(src, replacing.current, (loaded) => (loaded ? setShown(src) : setFailed(true)));
  }, [src]);
  const state = failed ? "failed" : shown ? "ready" : src || coming ? "waiting" : "empty";
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
