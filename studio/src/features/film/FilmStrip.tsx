import { useEffect, useState } from "react";
import { useFilm } from "../../lib/film/session";
import { clock, shotStarts } from "../../lib/film/timing";
import { seekToShot, watchScreen } from "./screen";
import styles from "./film.module.css";

/** The shots along the film's time; a click leads to one. */
export function FilmStrip({ seconds }: { seconds: number }) {
  const shots = useFilm((state) => state.model.shots);
  const starts = shotStarts(shots.map((shot) => shot.seconds), seconds);
  const at = usePlace(starts);
  return (
    <ol className={styles.strip} aria-label="Shots of the film">
      {shots.map(({ id, seconds: length }, index) => (
        <li key={id} style={{ flexGrow: length }}>
          <button
            type="button"
            aria-current={index === at ? "true" : undefined}
            aria-label={`Shot ${index + 1}, at ${clock(starts[index] ?? 0)}`}
            onClick={() => seekToShot(index)}
          >
            {index + 1}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The shot that is on the screen; −1 before the first. */
function usePlace(starts: readonly number[]): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => watchScreen(setSeconds), []);
  return starts.findLastIndex((start) => start <= seconds);
}
