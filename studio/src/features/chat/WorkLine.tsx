import { memo } from "react";
import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import { ProgressBar } from "../../components/ProgressBar";
import { Spinner } from "../../components/Spinner";
import type { Progress } from "../../lib/events";
import styles from "./work.module.css";

type Standing = "running" | "done" | "failed" | "stopped";

/** Work of a turn that is over is not going on, whatever was heard of it last. */
function standingOf({ status }: Progress, ended: boolean): Standing {
  if (status === "done" || status === "failed") return status;
  return status === "running" && !ended ? "running" : "stopped";
}

function Mark({ standing }: { standing: Standing }) {
  if (standing === "running") return <Spinner label="At work" size={12} />;
  return <Icon name={{ done: "check", failed: "alert", stopped: "minus" }[standing] as "check"} size={12} />;
}

/** One agent's piece of work: how far it is, and what it found out. */
export const WorkLine = memo(function WorkLine({ work, ended }: { work: Progress; ended: boolean }) {
  const { agent, message, progress, insight } = work;
  const standing = standingOf(work, ended);
  return (
    <div className={classes(styles.work, styles[standing])} data-testid="work" data-standing={standing}>
      <p className={styles.line}>
        <span className={styles.mark}>
          <Mark standing={standing} />
        </span>
        <span>
          {agent && <strong>{agent}</strong>} {message}
          {standing === "stopped" && " (stopped)"}
        </span>
      </p>
      {standing === "running" && progress !== null && progress > 0 && <ProgressBar value={progress} label={message} />}
      {insight && (
        <p className={styles.insight} data-testid="insight">
          <Icon name="insight" size={14} />
          <span>
            <span className="visually-hidden">Agent insight: </span>
            {insight}
          </span>
        </p>
      )}
    </div>
  );
});
