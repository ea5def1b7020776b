import { differing, type Ghost, UNSAID } from "../../lib/film/ghosts";
import { film } from "../../lib/film/session";
import { isCameraWord, inWords as wordFor } from "../../lib/film/vocabulary";
import styles from "./cards.module.css";

const LONGEST = 120;

/** What a proposal would change on a card: each field as it is, and as it would be. */
export function Differences({ ghost }: { ghost: Ghost }) {
  if (ghost.kind === "added") return <p className={styles.verdict}>Would be added</p>;
  if (ghost.kind === "removed") return <p className={styles.verdict}>Would be removed</p>;
  const { before, after } = ghost;
  if (ghost.kind === "moved") return <p className={styles.verdict}>Would move to {Number(after?.position) + 1}</p>;
  const names = differing(ghost).filter((name) => !UNSAID.has(name));
  return (
    <dl className={styles.differences} data-testid="differences">
      {names.map((name) => (
        <div key={name}>
          <dt>{readable(name)}</dt>
          <dd>
            <del>{inWords(before?.[name], name)}</del>
            <span aria-hidden="true"> → </span>
            <ins>{inWords(after?.[name], name)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const WORDS: Record<string, string> = { visual_desc: "Picture", character_action: "Action", time: "Time of day" };

function readable(name: string): string {
  const words = WORDS[name] ?? name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What it means that a field is empty. */
const EMPTY: Record<string, string> = { time: "as the scene", weather: "as the scene", elements: "as its words say", voice_actor: "the film's own" };

/** A value for people: ids by their names, lists by their members. */
function inWords(value: unknown, field: string): string {
  if (value === null || value === undefined || value === "") return EMPTY[field] ?? "none";
  if (Array.isArray(value)) return value.length ? shortened(value.map((one) => inWords(one, field)).join(", ")) : "none";
  if (typeof value === "object") return shortened(Object.values(value).map((one) => inWords(one, field)).join(": "));
  return shortened(nameOf(String(value)));
}

function nameOf(text: string): string {
  if (isCameraWord(text)) return wordFor(text);
  const named = film().get("characters", text) ?? film().get("scenes", text);
  return typeof named?.name === "string" ? named.name : text;
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
