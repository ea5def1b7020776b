import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { getAnalysis, getWaveform } from "../api";
import type { AnalysisNews, AnalysisReport, AudioRef, Waveform } from "../contract";

export interface SongState {
  readonly hash: string | null;
  readonly waveform: Waveform | null;
  readonly report: AnalysisReport;
  /** Part of the song that is uploaded, 0..1; null when no upload runs. */
  readonly uploading: number | null;
}

const NO_REPORT: AnalysisReport = { status: "none", stage: "", progress: 0, analysis: null, error: null };
const NO_SONG: SongState = { hash: null, waveform: null, report: NO_REPORT, uploading: null };

/** The song's waveform and analysis: derived from the audio, never part of the document. */
export const songStore = createStore<SongState>()(() => NO_SONG);

export const useSong = <T>(select: (state: SongState) => T): T => useStore(songStore, select);

export const clearSong = (): void => songStore.setState(NO_SONG);

export async function loadSong(id: string, audio: AudioRef | null): Promise<void> {
  const hash = audio?.content_hash ?? null;
  if (songStore.getState().hash === hash) return;
  songStore.setState({ hash, waveform: null, report: NO_REPORT });
  if (!hash) return;
  await Promise.all([loadAnalysis(id, hash), loadWaveform(id, hash)]);
}

/** Takes in a progress frame of the live socket; fetches the result when it is ready. */
export function noteAnalysis(id: string, frame: AnalysisNews): void {
  const { status, stage, progress, error = null } = frame;
  songStore.setState((state) => ({
    report: { status, stage, progress, analysis: state.report.analysis, error },
  }));
  const { hash, waveform } = songStore.getState();
  if (!hash) return;
  if (status === "ready") void loadAnalysis(id, hash);
  if (!waveform) void loadWaveform(id, hash);
}

/** An unreadable analysis or waveform leaves its lane empty; the song still plays. */
async function loadAnalysis(id: string, hash: string): Promise<void> {
  const failed = (error: unknown): AnalysisReport => ({ ...NO_REPORT, status: "failed", error: String(error) });
  const report = await getAnalysis(id).catch(failed);
  if (songStore.getState().hash === hash) songStore.setState({ report });
}

async function loadWaveform(id: string, hash: string): Promise<void> {
  const waveform = await getWaveform(id).catch(() => null);
  if (waveform && songStore.getState().hash === hash) songStore.setState({ waveform });
}
