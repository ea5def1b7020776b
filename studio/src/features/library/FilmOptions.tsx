import type { NewFilm } from "../../lib/film/filmApi";
import { Choice } from "./Choice";

const MODES = [
  { value: "idea", label: "From an idea" },
  { value: "script", label: "From a script" },
] as const;
const STYLES = [
  { value: "cinematic", label: "Cinematic" },
  { value: "anime", label: "Anime" },
  { value: "realistic", label: "Realistic" },
] as const;
const SHAPES = [
  { value: "16:9", label: "Wide 16:9" },
  { value: "9:16", label: "Tall 9:16" },
] as const;
const LENGTHS = [15, 30, 45, 60, 90].map((seconds) => ({ value: seconds, label: `${seconds} s` }));

export type Options = Omit<NewFilm, "idea">;

/** How a new film should be, besides what it is about. */
export function FilmOptions({ options, onChange }: { options: Options; onChange: (options: Options) => void }) {
  const { mode, style, aspect, seconds } = options;
  return (
    <>
      <Choice label="Begins with" choices={MODES} value={mode} onPick={(picked) => onChange({ ...options, mode: picked })} />
      <Choice label="Style" choices={STYLES} value={style} onPick={(picked) => onChange({ ...options, style: picked })} />
      <Choice label="Shape" choices={SHAPES} value={aspect} onPick={(picked) => onChange({ ...options, aspect: picked })} />
      <Choice label="Length" choices={LENGTHS} value={seconds} onPick={(picked) => onChange({ ...options, seconds: picked })} />
    </>
  );
}
