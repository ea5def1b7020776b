import { useState } from "react";
import type { ProposedCall } from "../../lib/events";
import { compose, countChanges, type OpenProposal, tickCall } from "../../lib/proposals";
import { EditCall } from "./EditCall";
import { EffectBadge } from "./EffectBadge";
import { counts, readable } from "./format";
import styles from "./proposal.module.css";

type Props = { open: OpenProposal; call: ProposedCall; original: ProposedCall; single: boolean };

function Summary({ call, edited }: { call: ProposedCall; edited: boolean }) {
  const parts = [
    call.changes.length > 0 && counts(countChanges(compose(call.changes))),
    ...call.reasons,
    edited && "edited by you",
  ].filter(Boolean);
  return parts.length > 0 ? <span className={styles.detail}>{parts.join(" · ")}</span> : null;
}

export function ProposedCallRow({ open, call, original, single }: Props) {
  const [editing, setEditing] = useState(false);
  const text = call.sentence || readable(call.name);
  const ticked = open.ticked.has(call.call_id);
  const editable = Object.keys(call.arguments).length > 0;
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <label className={styles.label}>
          {!single && (
            <input
              type="checkbox"
              checked={ticked}
              onChange={({ target }) => tickCall(open.proposal.proposal_id, call.call_id, target.checked)}
            />
          )}
          <span className={ticked ? undefined : styles.left}>
            {text}
            <Summary call={call} edited={call.call_id in open.edited} />
          </span>
        </label>
        {!single && <EffectBadge effect={call.effect} reasons={call.reasons} />}
        {editable && (
          <button
            type="button"
            className={styles.edit}
            data-testid="edit-call"
            aria-expanded={editing}
            aria-label={`Edit: ${text}`}
            onClick={() => setEditing(!editing)}
          >
            Edit
          </button>
        )}
      </div>
      {editing && <EditCall open={open} call={original} onClose={() => setEditing(false)} />}
    </li>
  );
}
