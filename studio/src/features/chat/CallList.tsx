import { useState } from "react";
import { Button } from "../../components/Button";
import { type CallStanding, callStanding } from "../../lib/conversationTurn";
import type { Call, Turn } from "../../lib/conversationView";
import { CallCard } from "./CallCard";
import styles from "./call.module.css";

const MANY = 8;
const FIRST = 5;

type Shown = { call: Call; standing: CallStanding };

/** While a proposal waits, it shows its calls itself. */
function shownCalls(calls: readonly Call[], turn: Turn): Shown[] {
  const all = calls.map((call) => ({ call, standing: callStanding(call, turn) }));
  return all.filter(({ call, standing }) => standing !== "waiting" || call.effect === null);
}

/** The first few, and whatever went wrong wherever it stands. */
function worthSeeing({ standing }: Shown, index: number): boolean {
  return index < FIRST || standing === "failed" || standing === "unknown";
}

export function CallList({ calls, turn }: { calls: readonly Call[]; turn: Turn }) {
  const [whole, setWhole] = useState(false);
  const all = shownCalls(calls, turn);
  if (all.length === 0) return null;
  const shown = whole || all.length <= MANY ? all : all.filter(worthSeeing);
  return (
    <div>
      {shown.map(({ call, standing }) => (
        <CallCard key={call.call.call_id} call={call} standing={standing} />
      ))}
      {shown.length < all.length && (
        <Button tone="quiet" className={styles.more} aria-expanded={false} onClick={() => setWhole(true)}>
          Show {all.length - shown.length} more
        </Button>
      )}
    </div>
  );
}
