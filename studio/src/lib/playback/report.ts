import type { PlaybackCommand } from "../contract";
import { onPlaybackCommand, sendLive } from "../show/session";
import { playerStore, playheadMs } from "../player";
import { pause, play, seek, setVolume, stop } from "./engine";

const EACH_MS = 1000;

/** Tells the server what is playing, and obeys the copilot's playback commands. Returns how to end it. */
export function startReporting(): () => void {
  onPlaybackCommand((command) => void obey(command));
  const stopListening = playerStore.subscribe((state, before) => {
    const { playing, positionMs, volume } = state;
    if (playing !== before.playing || positionMs !== before.positionMs || volume !== before.volume) report();
  });
  const timer = setInterval(() => playerStore.getState().playing && report(), EACH_MS);
  return () => {
    stopListening();
    clearInterval(timer);
    onPlaybackCommand(() => undefined);
  };
}

function report(commandId: string | null = null): void {
  const { playing, volume } = playerStore.getState();
  sendLive({ type: "playback_state", playing, position_ms: Math.round(playheadMs()), volume, command_id: commandId });
}

async function obey(command: PlaybackCommand): Promise<void> {
  try {
    await carryOut(command);
    report(command.command_id);
  } catch (error) {
    const refused = error instanceof Error && error.name === "NotAllowedError";
    const reason = refused
      ? "The browser does not let a page start sound before the user has clicked in it."
      : `The browser could not play the song: ${String(error)}`;
    sendLive({ type: "playback_failed", command_id: command.command_id, reason });
  }
}

async function carryOut({ action, position_ms, volume }: PlaybackCommand): Promise<void> {
  if (position_ms !== undefined) seek(position_ms);
  if (volume !== undefined) setVolume(volume);
  if (action === "play") await play();
  if (action === "pause") pause();
  if (action === "stop") stop();
}
