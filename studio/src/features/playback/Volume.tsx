import { useStore } from "zustand";
import { Icon } from "../../components/Icon";
import { setVolume } from "../../lib/playback/engine";
import { playerStore } from "../../lib/player";
import styles from "./Transport.module.css";

export function Volume() {
  const volume = useStore(playerStore, (state) => state.volume);
  return (
    <label className={styles.volume}>
      <Icon name="speaker" />
      <span className="visually-hidden">Volume</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={volume}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </label>
  );
}
