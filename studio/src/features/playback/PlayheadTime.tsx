import { useEffect, useRef } from "react";
import { onFrame } from "../../lib/frames";
import { playerStore, playheadMs } from "../../lib/player";
import { formatTime } from "../../lib/time";
import styles from "./Transport.module.css";

/** The playhead's time, written straight into the page at each frame. */
export function PlayheadTime() {
  const ref = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    const show = () => {
      const text = formatTime(playheadMs());
      if (ref.current && ref.current.textContent !== text) ref.current.textContent = text;
    };
    let stopFrames: (() => void) | null = null;
    const follow = () => {
      stopFrames?.();
      stopFrames = playerStore.getState().playing ? onFrame(show) : null;
      show();
    };
    follow();
    const unsubscribe = playerStore.subscribe(follow);
    return () => {
      unsubscribe();
      stopFrames?.();
    };
  }, []);
  return <output ref={ref} className={styles.time} aria-label="Playhead" aria-live="off" data-testid="playhead-time" />;
}
