import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProgressBar } from "../../components/ProgressBar";
import type { Activity, Standing } from "../../lib/film/contract";
import { useFilm } from "../../lib/film/session";
import { cancel, useStanding } from "../../lib/film/standing";
import { isAtWork } from "../../lib/film/steps";
import { Again, Ways } from "./StepWays";
import styles from "./now.module.css";

/** What is going on just now, and what can be done next. */
export function StepNow() {
  const standing = useStanding((state) => state.standing);
  const told = useFilm((state) => Boolean(state.model.episode?.idea));
  const activity = standing?.activity ?? null;
  const atWork = activity !== null && isAtWork(activity) ? activity : null;
  const failed = activity?.status === "failed";
  return (
    <div className={styles.now} aria-busy={standing === null || undefined}>
      <div className={styles.work}>
        <p className={failed ? styles.failure : styles.message} role="status" data-testid="step-message">
          {standing && wordsOf(standing, told)}
        </p>
        {atWork && <Bar activity={atWork} />}
      </div>
      {standing && !atWork && (failed ? <Again activity={activity} /> : <Ways />)}
      {atWork && <Stop />}
    </div>
  );
}

/** `told`: the film has its idea. */
function wordsOf({ activity, state, step_info }: Standing, told: boolean): ReactNode {
  if (activity && isAtWork(activity)) {
    return (
      <>
        {activity.agent && <strong>{activity.agent}</strong>} {activity.message || "Beginning…"}
      </>
    );
  }
  if (activity?.status === "failed") {
    return (
      <>
        <Icon name="alert" size={14} /> {activity.error ?? activity.message}
      </>
    );
  }
  return state === "initial" && told ? "The idea is there. Next comes the outline." : step_info.step_description;
}

function Bar({ activity: { progress, message } }: { activity: Activity }) {
  const label = message || "At work";
  if (progress > 0) return <ProgressBar value={progress} label={label} />;
  return <div className={styles.unknown} role="progressbar" aria-label={label} />;
}

function Stop() {
  const asking = useStanding((state) => state.asking);
  return (
    <Button disabled={asking} data-testid="cancel-step" onClick={() => void cancel()}>
      Cancel
    </Button>
  );
}
