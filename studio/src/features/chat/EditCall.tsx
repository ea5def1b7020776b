import { useState } from "react";
import type { ProposedCall } from "../../lib/events";
import { editCall, revertCall } from "../../lib/proposalActions";
import type { OpenProposal } from "../../lib/proposals";
import { EditField } from "./EditField";
import styles from "./edit.module.css";

type Props = { open: OpenProposal; call: ProposedCall; onClose: () => void };

/** The arguments of one call as a form made from their present values. */
export function EditCall({ open, call, onClose }: Props) {
  const { proposal_id } = open.proposal;
  const edited = open.edited[call.call_id];
  const values = edited ?? call.arguments;
  const [version, setVersion] = useState(0);
  const problem = open.problem?.callId === call.call_id ? open.problem.message : null;
  const revert = () => {
    revertCall(proposal_id, call.call_id);
    setVersion(version + 1);
  };
  return (
    <div className={styles.form} key={version}>
      {Object.entries(values).map(([name, value]) => (
        <EditField
          key={name}
          name={name}
          value={value}
          onChange={(next) => editCall(proposal_id, call.call_id, { ...values, [name]: next })}
        />
      ))}
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
      <div className={styles.foot}>
        <span>{open.busy === "previewing" ? "Checking…" : edited && !problem ? "Checked" : ""}</span>
        <span>
          {edited && (
            <button type="button" className={styles.link} onClick={revert}>
              Revert
            </button>
          )}{" "}
          <button type="button" className={styles.link} onClick={onClose}>
            Close
          </button>
        </span>
      </div>
    </div>
  );
}
