import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import type { Turn } from "../../lib/conversationView";
import type { ContextAssembled, ProviderSwitched, UsageRecorded } from "../../lib/events";
import { dollars, duration, readable, tokens } from "./format";
import styles from "./inspector.module.css";

function Budget({ context }: { context: ContextAssembled }) {
  const { total_tokens: used, budget_tokens: budget, dropped_messages: dropped, error = 0 } = context;
  const part = budget > 0 ? Math.min(1, used / budget) : 0;
  return (
    <>
      <div className={styles.budget} role="img" aria-label={`${Math.round(part * 100)} percent of the budget used`}>
        <span style={{ width: `${part * 100}%` }} />
      </div>
      <p className={styles.dim}>
        {tokens(used, error > 0)}
        {error > 0 && ` (± ${Math.ceil(error * 100)} %)`} of a budget of {tokens(budget)}
        {dropped > 0 && `; ${dropped} older ${dropped === 1 ? "message was" : "messages were"} left out`}
      </p>
    </>
  );
}

function Parts({ context }: { context: ContextAssembled }) {
  return (
    <div className={styles.parts}>
      {context.parts.map((part, index) => (
        <details key={index}>
          <summary>
            <span>{readable(part.name)}</span>
            <span className={styles.count}>{tokens(part.tokens)}</span>
          </summary>
          <pre>{part.text}</pre>
        </details>
      ))}
    </div>
  );
}

function Request({ request }: { request: UsageRecorded }) {
  const { provider, model, usage, first_token_ms, elapsed_ms } = request;
  const cached = usage.cached_tokens > 0 ? ` (${usage.cached_tokens} cached)` : "";
  const reasoning = usage.reasoning_tokens > 0 ? ` (${usage.reasoning_tokens} reasoning)` : "";
  return (
    <tr>
      <td>{provider === "offline" ? "offline commands" : [provider, model].filter(Boolean).join(" / ")}</td>
      <td>{`${usage.prompt_tokens}${cached}`}</td>
      <td>{`${usage.completion_tokens}${reasoning}`}</td>
      <td>{costOf(request)}</td>
      <td>
        {duration(elapsed_ms)}
        {first_token_ms !== null && ` (first after ${duration(first_token_ms)})`}
      </td>
    </tr>
  );
}

/** Who failed and who took over, also where the answer does not show it. */
function Switches({ switches }: { switches: readonly ProviderSwitched[] }) {
  return switches.map(({ failed, provider, model, reason }, index) => (
    <p key={index} className={styles.dim}>
      {failed} failed, {[provider, model].filter(Boolean).join(" / ")} was asked instead: {reason}
    </p>
  ));
}

function costOf({ provider, cost_usd, from_cache }: UsageRecorded): string {
  if (from_cache) return "no cost, from memory";
  if (provider === "offline") return "no cost";
  return cost_usd === null ? "price unknown" : dollars(cost_usd);
}

function Requests({ requests }: { requests: readonly UsageRecorded[] }) {
  if (requests.length === 0) return null;
  return (
    <table className={styles.requests}>
      <thead>
        <tr>
          <th>Request</th>
          <th>In</th>
          <th>Out</th>
          <th>Cost</th>
          <th>Time</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request, index) => (
          <Request key={index} request={request} />
        ))}
      </tbody>
    </table>
  );
}

/** What the model was told in a turn, and what it cost. */
export function ContextInspector({ turn, onClose }: { turn: Turn; onClose: () => void }) {
  const [at, setAt] = useState(0);
  const context = turn.contexts[at];
  return (
    <Dialog title="What the model was told" open onClose={onClose} wide>
      {turn.contexts.length > 1 && (
        <div className={styles.rounds} role="group" aria-label="Request">
          {turn.contexts.map((_, index) => (
            <button key={index} type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
              Request {index + 1}
            </button>
          ))}
        </div>
      )}
      {context ? (
        <>
          <Budget context={context} />
          <Parts key={at} context={context} />
        </>
      ) : (
        <p className={styles.dim}>Nothing was recorded for this turn.</p>
      )}
      <Requests requests={turn.requests} />
      <Switches switches={turn.switches} />
    </Dialog>
  );
}
