import { classes } from "../../components/classes";
import type { Effect } from "../../lib/events";
import styles from "./call.module.css";

const MEANING: Record<Effect, string> = {
  read: "Reads only",
  minor: "A small change",
  major: "A large change",
  external: "Reaches outside of the document",
};

export function EffectBadge({ effect, reasons }: { effect: Effect; reasons: readonly string[] }) {
  const meaning = reasons.length > 0 ? `${MEANING[effect]}: ${reasons.join(", ")}` : MEANING[effect];
  return (
    <span className={classes(styles.badge, styles[effect])} title={meaning}>
      {effect}
    </span>
  );
}
