import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import { Button } from "../../components/Button";
import { ProgressBar } from "../../components/ProgressBar";
import type { Activity, Film } from "../../lib/film/contract";
import { useFilm } from "../../lib/film/session";
import { generate, useStanding } from "../../lib/film/standing";
import { isAtWork } from "../../lib/film/steps";
import { clock } from "../../lib/film/timing";
import { FilmStrip } from "./FilmStrip";
import { Picture } from "../../components/Picture";
import { onScreen } from "./screen";
import { usePictureUrl } from "./usePictures";
import { Section } from "./Section";
import styles from "./film.module.css";

/** The film itself, and the making of it. */
export function FilmSection() {
  const film = useStanding((state) => state.standing?.film ?? null);
  const activity = useStanding((state) => state.standing?.activity ?? null);
  const rendering = activity?.step === "video" && isAtWork(activity) ? activity : null;
  if (!film && !rendering) return null;
  return (
    <Section station="video" title="Film" facts={film ? clock(film.seconds) : ""} actions={film && <Downloads film={film} />}>
      {film ? <Screen film={film} rendering={rendering} /> : rendering && <Darkroom activity={rendering} />}
    </Section>
  );
}

function Screen({ film, rendering }: { film: Film; rendering: Activity | null }) {
  const tall = useFilm((state) => state.model.episode?.aspect === "9:16");
  const language = useFilm((state) => state.model.episode?.language || "en");
  return (
    <div className={styles.film} data-testid="film">
      <div className={classes(styles.screen, tall && styles.tall)}>
        <video key={film.url} ref={onScreen} controls playsInline preload="metadata" poster={film.poster_url} data-testid="video">
          <source src={film.url} type="video/mp4" />
          <track kind="captions" src={film.subtitles_url} srcLang={language} label="Captions" />
        </video>
      </div>
      <FilmStrip key={`${film.url} strip`} film={film} />
      {rendering && <Making activity={rendering} />}
      {!film.fresh && !rendering && <Stale />}
      <Findings findings={film.findings} />
    </div>
  );
}

/** What was measured in the film, where it is worth knowing. */
function Findings({ findings }: { findings: readonly string[] }) {
  if (!findings.length) return null;
  return (
    <ul className={styles.findings} aria-label="Findings">
      {findings.map((finding) => (
        <li key={finding}>
          <Icon name="insight" size={13} />
          {finding}
        </li>
      ))}
    </ul>
  );
}

function Stale() {
  const asking = useStanding((state) => state.asking);
  const waits = useFilm((state) => state.model.episode?.state !== "storyboard_confirmed");
  return (
    <div className={styles.stale} data-testid="stale">
      <Icon name="history" size={14} />
      <span>This film shows an earlier version.</span>
      {!waits && (
        <Button disabled={asking} data-testid="render-again" onClick={() => void generate("video")}>
          Render again
        </Button>
      )}
    </div>
  );
}

function Making({ activity: { message, progress } }: { activity: Activity }) {
  return (
    <div className={styles.making} data-testid="rendering">
      <span>{message || "The film is being made"}</span>
      <ProgressBar value={progress} label="Rendering" />
    </div>
  );
}

/** Before there is any film: where it will be, with its first picture. */
function Darkroom({ activity: { message, progress } }: { activity: Activity }) {
  const tall = useFilm((state) => state.model.episode?.aspect === "9:16");
  const first = useFilm((state) => state.model.shots[0]?.id ?? "");
  const url = usePictureUrl("shots", first);
  return (
    <div className={classes(styles.screen, styles.dark, tall && styles.tall)} data-testid="rendering">
      {first && <Picture src={url} alt="" tall={tall} />}
      <div className={styles.developing}>
        <strong>{Math.round(progress * 100)} %</strong>
        <span>{message || "The film is being made"}</span>
        <ProgressBar value={progress} label="Rendering" />
      </div>
    </div>
  );
}

function Downloads({ film }: { film: Film }) {
  return (
    <>
      <a className={styles.download} href={`${film.subtitles_url}?download=true`} download>
        Captions
      </a>
      <a className={styles.download} href={`${film.url}?download=true`} download data-testid="download">
        <Icon name="download" size={14} />
        Download
      </a>
    </>
  );
}
