import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProgressBar } from "../../components/ProgressBar";
import type { Activity } from "../../lib/film/contract";
import { useFilm } from "../../lib/film/session";
import { cancel, confirm, generate, useStanding } from "../../lib/film/standing";
import { failedStep, isAtWork, nextStep, reached, STEP_VERBS } from "../../lib/film/steps";
import styles from "./steps.module.css";

const NO_ACTIONS: readonly string[] = [];

/** What is going on just now, and what can be done next. */
export function StepNow() {
  const standing = useStanding((state) => state.standing);
  const told = useFilm((state) => Boolean(state.model.episode?.idea));
  if (!standing) return <div className={styles.now} aria-busy="true" />;
  const { activity, step_info } = standing;
  if (activity && isAtWork(activity)) return <AtWork activity={activity} />;
  if (activity?.status === "failed") return <Failed activity={activity} />;
  return (
    <div className={styles.now}>
      <p className={styles.message} role="status" data-testid="step-message">
        {standing.state === "initial" && told ? "The idea is there. Next comes the outline." : step_info.step_description}
      </p>
      <Ways />
    </div>
  );
}

function AtWork({ activity }: { activity: Activity }) {
  const asking = useStanding((state) => state.asking);
  const { agent, message, progress } = activity;
  return (
    <div className={styles.now} data-testid="at-work">
      <div className={styles.work}>
        <p className={styles.message} role="status">
          {agent && <strong>{agent}</strong>} {message || "Beginning…"}
        </p>
        {progress > 0 ? (
          <ProgressBar value={progress} label={message || "At work"} />
        ) : (
          <div className={styles.unknown} role="progressbar" aria-label={message || "At work"} />
        )}
      </div>
      <Button disabled={asking} data-testid="cancel-step" onClick={() => void cancel()}>
        Cancel
      </Button>
    </div>
  );
}

function Failed({ activity }: { activity: Activity }) {
  const asking = useStanding((state) => state.asking);
  return (
    <div className={styles.now} data-testid="step-failed">
      <p className={styles.failure} role="alert">
        <Icon name="alert" size={14} />
        {activity.error ?? activity.message}
      </p>
      <div className={styles.ways}>
        <Button disabled={asking} data-testid="try-again" onClick={() => void generate(failedStep(activity))}>
          Try again
        </Button>
        <Confirm asking={asking} />
      </div>
    </div>
  );
}

/** Lets what was made last stand, while it waits for that. */
function Confirm({ asking }: { asking: boolean }) {
  const stable = useFilm((state) => state.model.episode?.state ?? "initial");
  const { step, waits } = reached(stable);
  if (!step || !waits) return null;
  return (
    <Button tone="primary" disabled={asking} data-testid="confirm" onClick={() => void confirm(step)}>
      <Icon name="check" size={14} />
      {STEP_VERBS[step].confirm}
    </Button>
  );
}

/** The actions that the server allows in this state, as buttons. */
function Ways() {
  const stable = useFilm((state) => state.model.episode?.state ?? "initial");
  const asking = useStanding((state) => state.asking);
  const actions = useStanding((state) => state.standing?.step_info.available_actions ?? NO_ACTIONS);
  const film = useStanding((state) => state.standing?.film ?? null);
  const { step } = reached(stable);
  const next = nextStep(stable);
  return (
    <div className={styles.ways}>
      {step && actions.includes("regenerate") && (
        <Button disabled={asking} data-testid="regenerate" onClick={() => void generate(step)}>
          {STEP_VERBS[step].again}
        </Button>
      )}
      {actions.includes("confirm") && <Confirm asking={asking} />}
      {next && actions.includes("next") && (
        <Button tone="primary" disabled={asking} data-testid="next" onClick={() => void generate(next)}>
          {next === "video" && film ? STEP_VERBS.video.again : STEP_VERBS[next].begin}
          <Icon name="right" size={14} />
        </Button>
      )}
    </div>
  );
}
