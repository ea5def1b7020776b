import { Button } from "../../components/Button";
import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { ProgressBar } from "../../components/ProgressBar";
import type { AnalysisReport } from "../../lib/contract";
import { useShow } from "../../lib/show/session";
import { useSong } from "../../lib/show/song";
import styles from "./LaneHeaders.module.css";

/** The song beside its waveform: its name, and how far its upload or analysis is. */
export function SongHeader({ onLoadSong, height }: { onLoadSong: () => void; height: number }) {
  const audio = useShow((state) => state.model.project?.audio ?? null);
  useShow((state) => state.version);
  const report = useSong((state) => state.report);
  const uploading = useSong((state) => state.uploading);
  if (!audio && uploading === null) {
    return (
      <div className={styles.songRow} style={{ height }}>
        <Button onClick={onLoadSong}>
          <Icon name="music" size={14} />
          Load a song
        </Button>
        <span className={styles.songNote} data-testid="analysis-status">
          or drop a file here
        </span>
      </div>
    );
  }
  return (
    <div className={styles.songRow} style={{ height }}>
      <div className={styles.songTitle}>
        <Icon name="music" size={14} />
        <span title={audio?.filename}>{audio?.filename ?? "New song"}</span>
        <IconButton small icon="import" label="Load another song" onClick={onLoadSong} disabled={uploading !== null} />
      </div>
      <Status report={report} uploading={uploading} />
    </div>
  );
}

function Status({ report, uploading }: { report: AnalysisReport; uploading: number | null }) {
  const running = uploading !== null || report.status === "running";
  return (
    <>
      <span
        className={classes(styles.songNote, report.status === "failed" && styles.failed)}
        title={report.error ?? undefined}
        data-testid="analysis-status"
        role="status"
      >
        {wording(report, uploading)}
      </span>
      {running && <ProgressBar value={uploading ?? report.progress} label={uploading === null ? "Analysis" : "Upload"} />}
    </>
  );
}

function wording(report: AnalysisReport, uploading: number | null): string {
  if (uploading !== null) return uploading < 1 ? `Uploading ${Math.round(uploading * 100)} %` : "Reading the song";
  if (report.status === "running") return `Analysis: ${report.stage || "starting"}`;
  if (report.status === "failed") return report.error ?? "The analysis failed.";
  const { analysis } = report;
  if (!analysis) return "Not analyzed";
  return `${Number(analysis.tempo_bpm.toFixed(1))} BPM · ${analysis.beats_ms.length} beats`;
}
