import { useEffect, useRef } from "react";
import { model, showStore } from "../../lib/show/session";
import { onFrame } from "../../lib/frames";
import { toCss } from "../../lib/palette";
import { playerStore, playheadMs } from "../../lib/player";
import { colorAt } from "../../lib/show/colors";
import styles from "./LaneHeaders.module.css";

/** The ball's colour at the playhead, kept up to date without rendering. */
export function LiveDot({ ball }: { ball: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown = "";
    const show = () => {
      const color = colorAt(model().lane(ball), playheadMs());
      const css = color ? toCss(color) : "";
      if (css === shown || !ref.current) return;
      shown = css;
      ref.current.style.background = css;
      ref.current.style.boxShadow = css && `0 0 8px ${css}`;
    };
    let stopFrames: (() => void) | null = null;
    const follow = () => {
      const { playing } = playerStore.getState();
      if (playing) stopFrames ??= onFrame(show);
      else {
        stopFrames?.();
        stopFrames = null;
      }
      show();
    };
    follow();
    const stops = [playerStore.subscribe(follow), showStore.subscribe(show)];
    return () => {
      for (const stop of stops) stop();
      stopFrames?.();
    };
  }, [ball]);
  return <span ref={ref} className={styles.dot} aria-hidden="true" />;
}
