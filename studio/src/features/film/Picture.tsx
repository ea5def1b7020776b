import { useEffect, useState } from "react";
import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import styles from "./picture.module.css";

interface PictureProps {
  /** Null while there is nothing to show yet. */
  src: string | null;
  alt: string;
  tall?: boolean;
}

/** A drawn picture in a frame of fixed shape; a newer one takes its place only when it is there. */
export function Picture({ src, alt, tall }: PictureProps) {
  const [shown, setShown] = useState(src);
  const [state, setState] = useState<"waiting" | "ready" | "failed">("waiting");
  useEffect(() => {
    if (src === null || src === shown) return;
    let wanted = true;
    const next = new Image();
    const swap = () => wanted && setShown(src);
    next.onload = swap;
    next.onerror = swap;
    next.src = src;
    return () => {
      wanted = false;
    };
  }, [src, shown]);
  return (
    <span className={classes(styles.picture, tall && styles.tall)} data-state={state} aria-busy={src !== shown || undefined}>
      {shown && (
        <img
          src={shown}
          alt={alt}
          loading="lazy"
          draggable={false}
          onLoad={() => setState("ready")}
          onError={() => setState("failed")}
        />
      )}
      {state === "failed" && (
        <span className={styles.missing} aria-hidden="true">
          <Icon name="picture" size={22} />
        </span>
      )}
    </span>
  );
}
