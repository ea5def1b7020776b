import { useEffect, useState } from "react";
import type { Film } from "../../lib/film/contract";
import { clock } from "../../lib/film/timing";
import { seekToShot, watchScreen } from "./screen";
import styles from "./film.module.css";

/** The film's own shots along its time; a click leads to one. */
export function FilmStrip({ film }: { film: Film }) {
  const starts = film.shot_starts;
  const at = usePlace(starts);
  return (
    <ol className={styles.strip} aria-label="Shots of the film">
      {starts.map((start, index) => (
        <li key={start} style={{ flexGrow: (starts[index + 1] ?? film.seconds) - start }}>
          <button
            type="button"
            aria-current={index === at ? "true" : undefined}
            aria-label={`Shot ${index + 1}, at ${clock(start)}`}
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
