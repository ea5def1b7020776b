import { useRef } from "react";
import { useFilm } from "../../lib/film/session";
import { useStanding } from "../../lib/film/standing";
import { isAtWork, type Station, STATION_NAMES } from "../../lib/film/steps";
import { useGhosts } from "../../lib/proposals";
import { CastSection } from "./CastSection";
import { FilmSection } from "./FilmSection";
import { IdeaSection } from "./IdeaSection";
import { OutlineSection } from "./OutlineSection";
import { ProposalBar } from "./ProposalBar";
import { SceneSection } from "./SceneSection";
import { Section } from "./Section";
import { ShotInspector } from "./ShotInspector";
import { StepNow } from "./StepNow";
import { StepsRow } from "./StepsRow";
import { Storyboard } from "./Storyboard";
import { useRoving } from "./useRoving";
import styles from "./board.module.css";

/** Everything a film consists of; what was made last stands on top. */
export function Board({ onLook }: { onLook: () => void }) {
  const scroll = useRef<HTMLDivElement>(null);
  useRoving(scroll);
  return (
    <div className={styles.board}>
      <div className={styles.top}>
        <StepsRow />
        <StepNow />
      </div>
      <div ref={scroll} className={styles.scroll} data-testid="board">
        <Coming />
        <FilmSection />
        <Storyboard />
        <SceneSection />
        <CastSection />
        <OutlineSection />
        <IdeaSection />
        <First />
      </div>
      <ProposalBar onLook={onLook} />
      <ShotInspector />
    </div>
  );
}

/** Placeholders for what an agent makes for the first time. */
function Coming() {
  const step = useStanding(({ standing }) => (standing?.activity && isAtWork(standing.activity) ? standing.activity.step : null));
  const there = useFilm(({ model }) => ({
    outline: model.outline !== null,
    characters: model.characters.length > 0,
    scenes: model.scenes.length > 0,
    storyboard: model.shots.length > 0,
  })[step as Exclude<Station, "idea" | "video">] ?? true);
  if (!step || there) return null;
  const station = step as Station;
  return (
    <Section station={station} title={STATION_NAMES[station]} facts="coming">
      <div className={styles.waiting} aria-hidden="true">
        {station === "outline" ? <span style={{ gridColumn: "1 / -1" }} /> : [0, 1, 2].map((index) => <span key={index} />)}
      </div>
    </Section>
  );
}

/** How it goes on from the bare idea. */
function First() {
  const bare = useFilm((state) => state.model.outline === null);
  const busy = useStanding(({ standing }) => Boolean(standing?.activity && isAtWork(standing.activity)));
  const ghosts = useGhosts();
  if (!bare || busy || ghosts) return null;
  return (
    <p className={styles.hint}>
      First comes an outline, then the cast, the scenes and a storyboard. You look at each before the next begins, change
      what you like by hand or with the copilot, and render the film at the end.
    </p>
  );
}
