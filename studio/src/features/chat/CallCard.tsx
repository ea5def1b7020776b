import { memo, type ReactNode } from "react";
import { classes } from "../../components/classes";
import { Icon } from "../../components/Icon";
import type { CallStanding } from "../../lib/conversationTurn";
import type { Call } from "../../lib/conversationView";
import type { Arguments } from "../../lib/events";
import { countChanges } from "../../lib/proposals";
import { EffectBadge } from "./EffectBadge";
import { counts, duration, readable } from "./format";
import { ValueTable } from "./ValueTable";
import styles from "./call.module.css";

const STANDINGS: Record<CallStanding, { label: string; mark: string }> = {
  done: { label: "Done", mark: "✓" },
  failed: { label: "Failed", mark: "!" },
  rejected: { label: "Rejected", mark: "×" },
  not_run: { label: "Not run", mark: "–" },
  unknown: { label: "Outcome unknown", mark: "?" },
  waiting: { label: "Waiting", mark: "" },
  running: { label: "Running", mark: "" },
};

const inWords = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? null));

/** "End time 3 → 8" for each argument that the user changed. */
export function editsOf(before: Arguments, after: Arguments): string {
  const names = Object.keys(after).filter((name) => inWords(before[name]) !== inWords(after[name]));
  return names.map((name) => `${readable(name)} ${inWords(before[name])} → ${inWords(after[name])}`).join(", ");
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h4>{title}</h4>
      <div>{children}</div>
    </section>
  );
}

function Details({ call, standing }: { call: Call; standing: CallStanding }) {
  const { result } = call;
  const error = result?.error ?? call.call.error;
  return (
    <div className={styles.details}>
      <Part title="Function">
        <code>{call.call.name}</code>
      </Part>
      <Part title={call.unedited ? "Arguments (edited by you)" : "Arguments"}>
        <ValueTable value={call.call.arguments} />
      </Part>
      {call.changes.length > 0 && <Part title="Changes">{counts(countChanges(call.changes))}</Part>}
      {call.reasons.length > 0 && <Part title="Why it needs care">{call.reasons.join(", ")}</Part>}
      {error && <Part title="Error">{error}</Part>}
      {result && result.result !== null && (
        <Part title="Result">
          <ValueTable value={result.result} />
        </Part>
      )}
      <Part title="Outcome">
        {STANDINGS[standing].label}
        {result && result.elapsed_ms > 0 && ` in ${duration(result.elapsed_ms)}`}
        {result?.revision != null && `, revision ${result.revision}`}
      </Part>
    </div>
  );
}

export const CallCard = memo(function CallCard({ call, standing }: { call: Call; standing: CallStanding }) {
  const { label, mark } = STANDINGS[standing];
  const error = call.result?.error ?? call.call.error;
  const quiet = standing === "done" || standing === "running" || standing === "waiting";
  return (
    <details className={styles.card} data-testid="call-card" data-outcome={standing}>
      <summary className={styles.summary}>
        <span className={classes(styles.mark, styles[standing])} aria-hidden="true">
          {mark}
        </span>
        <span className={styles.sentence}>
          {call.call.sentence || readable(call.call.name)}
          {call.unedited && (
            <span className={styles.outcome}>Edited by you: {editsOf(call.unedited, call.call.arguments)}</span>
          )}
          {!quiet && <span className={styles.outcome}>{label}</span>}
          {error && standing !== "rejected" && <span className={styles.problem}>{error}</span>}
        </span>
        <span className="visually-hidden">{label}</span>
        {call.effect && call.effect !== "read" && (
          <EffectBadge effect={call.effect} reasons={call.reasons} />
        )}
        {call.result && call.result.elapsed_ms >= 1 && (
          <span className={styles.time}>{duration(call.result.elapsed_ms)}</span>
        )}
        <span className={styles.chevron} aria-hidden="true">
          <Icon name="chevron" size={12} />
        </span>
      </summary>
      <Details call={call} standing={standing} />
    </details>
  );
});
