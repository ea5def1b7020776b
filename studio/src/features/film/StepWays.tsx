import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Activity } from "../../lib/film/contract";
import { useFilm } from "../../lib/film/session";
import { confirm, generate, useStanding } from "../../lib/film/standing";
import { failedStep, nextStep, reached, STEP_VERBS } from "../../lib/film/steps";
import styles from "./now.module.css";

const NO_ACTIONS: readonly string[] = [];

/** The actions that the server allows in this state, as buttons. */
export function Ways() {
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
      {actions.includes("confirm") && <Confirm />}
      {next && actions.includes("next") && (
        <Button tone="primary" disabled={asking} data-testid="next" onClick={() => void generate(next)}>
          {next === "video" && film ? STEP_VERBS.video.again : STEP_VERBS[next].begin}
          <Icon name="right" size={14} />
        </Button>
      )}
    </div>
  );
}

/** After a failure: begin the step again, or let what was there before stand. */
export function Again({ activity }: { activity: Activity }) {
  const asking = useStanding((state) => state.asking);
  return (
    <div className={styles.ways}>
      <Button disabled={asking} data-testid="try-again" onClick={() => void generate(failedStep(activity))}>
        Try again
      </Button>
      <Confirm />
    </div>
  );
}

/** Lets what was made last stand, while it waits for that. */
function Confirm() {
  const stable = useFilm((state) => state.model.episode?.state ?? "initial");
  const asking = useStanding((state) => state.asking);
  const { step, waits } = reached(stable);
  if (!step || !waits) return null;
  return (
    <Button tone="primary" disabled={asking} data-testid="confirm" onClick={() => void confirm(step)}>
      <Icon name="check" size={14} />
      {STEP_VERBS[step].confirm}
    </Button>
  );
}
