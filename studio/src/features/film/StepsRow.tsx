import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import { useGhosts } from "../../lib/proposals";
import { touches } from "../../lib/film/ghosts";
import { useFilm } from "../../lib/film/session";
import { useStanding } from "../../lib/film/standing";
import { type Station, STATION_NAMES, STATIONS, type StationStatus, statusOf } from "../../lib/film/steps";
import styles from "./steps.module.css";

const SAID: Record<StationStatus, string> = {
  todo: "Later",
  next: "Next",
  working: "At work…",
  waiting: "Waiting for you",
  failed: "Failed",
  stale: "Earlier version",
  done: "Done",
};

const COLLECTIONS: Record<Station, string> = {
  idea: "episode",
  outline: "outline",
  characters: "characters",
  scenes: "scenes",
  storyboard: "shots",
  video: "",
};

/** Where a station's part of the board is. */
export const anchorOf = (station: Station): string => `board-${station}`;

function lookAt(station: Station): void {
  const part = document.getElementById(anchorOf(station));
  part?.scrollIntoView({ block: "start", behavior: "smooth" });
  part?.focus({ preventScroll: true });
}

/** The way from the idea to the film, and how far it is gone. */
export function StepsRow() {
  const stable = useFilm((state) => state.model.episode?.state ?? "initial");
  const standing = useStanding((state) => state.standing);
  const ghosts = useGhosts();
  return (
    <nav aria-label="Steps" className={styles.steps}>
      <ol>
        {STATIONS.map((station, index) => {
          const status = statusOf(station, stable, standing);
          const proposed = touches(ghosts, COLLECTIONS[station]);
          return (
            <li key={station} className={classes(styles.step, styles[status])} data-status={status} data-testid={`step-${station}`}>
              <button type="button" onClick={() => lookAt(station)} aria-current={status === "working" || status === "waiting" ? "step" : undefined}>
                <span className={styles.mark} aria-hidden="true">
                  <Mark status={status} number={index + 1} />
                </span>
                <span className={styles.name}>
                  {STATION_NAMES[station]}
                  <span className={styles.said}>{SAID[status]}</span>
                </span>
                {proposed && (
                  <span className={styles.proposed} title="The copilot proposes changes here">
                    <span className="visually-hidden">changes proposed</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ status, number }: { status: StationStatus; number: number }) {
  if (status === "done") return <Icon name="check" size={12} />;
  if (status === "failed") return <Icon name="alert" size={12} />;
  return number;
}
