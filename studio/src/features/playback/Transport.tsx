import { useEffect } from "react";
import { useStore } from "zustand";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { keepFocus } from "../../components/keepFocus";
import { Tooltip } from "../../components/Tooltip";
import { audioUrl } from "../../lib/api";
import { useShow } from "../../lib/show/session";
import { seek, setSource, stop, toggleLoop, togglePlay } from "../../lib/playback/engine";
import { startReporting } from "../../lib/playback/report";
import { playerStore } from "../../lib/player";
import { formatTime } from "../../lib/time";
import { PlayheadTime } from "./PlayheadTime";
import styles from "./Transport.module.css";
import { Volume } from "./Volume";

/** Play, position, loop and volume; it also keeps the player on the open show. */
export function Transport() {
  useSource();
  useEffect(startReporting, []);
  const playing = useStore(playerStore, (state) => state.playing);
  const loop = useStore(playerStore, (state) => state.loop);
  const durationMs = useStore(playerStore, (state) => state.durationMs);
  const label = playing ? "Pause" : "Play";
  return (
    <div className={styles.transport} role="group" aria-label="Playback" onMouseDown={keepFocus}>
      <IconButton icon="start" label="To the start" hint="Home" onClick={() => seek(0)} />
      <Tooltip label={label} hint="Space">
        <Button tone="primary" className={styles.play} aria-label={label} data-testid="play" onClick={togglePlay}>
          <Icon name={playing ? "pause" : "play"} size={18} />
        </Button>
      </Tooltip>
      <IconButton icon="stop" label="Stop" onClick={stop} />
      <IconButton icon="loop" label="Loop" hint="L" pressed={loop} onClick={toggleLoop} />
      <PlayheadTime />
      <span className={styles.total}>/ {formatTime(durationMs)}</span>
      <span className={styles.space} />
      <Volume />
    </div>
  );
}

function useSource(): void {
  const id = useShow((state) => state.id);
  const hash = useShow((state) => state.model.project?.audio?.content_hash ?? null);
  const durationMs = useShow((state) =>
    Math.max(state.model.project?.total_duration_ms ?? 60_000, state.model.project?.audio?.duration_ms ?? 0),
  );
  useEffect(() => setSource(id && hash ? audioUrl(id, hash) : null, durationMs), [id, hash, durationMs]);
  useEffect(() => stop, [id]);
}
