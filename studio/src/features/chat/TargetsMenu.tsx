import { useId, useRef } from "react";
import { useTargetIds } from "./preferences";
import styles from "./composer.module.css";

export type Target = { id: string; label: string };

type Props = { documentId: string; targets: readonly Target[]; label: string };

function summary(chosen: number, total: number, label: string): string {
  if (chosen === total) return `All ${label.toLowerCase()}`;
  return chosen === 0 ? `No ${label.toLowerCase()}` : `${chosen} of ${total} ${label.toLowerCase()}`;
}

/** The ids still to be had; null, which is every target, stays so when targets are added. */
export function chosenTargets(ids: readonly string[] | null, targets: readonly Target[]): string[] | null {
  return ids === null ? null : targets.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
}

function placeAbove(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - list.offsetWidth - 8);
  list.style.left = `${Math.max(8, left)}px`;
  list.style.bottom = `${innerHeight - at.top + 4}px`;
}

/** Which parts of the document the copilot may touch. */
export function TargetsMenu({ documentId, targets, label }: Props) {
  const [ids, setIds] = useTargetIds(documentId);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const all = targets.map(({ id }) => id);
  const chosen = new Set(chosenTargets(ids, targets) ?? all);
  if (targets.length === 0) return null;

  const toggle = (id: string, on: boolean) => {
    const next = all.filter((other) => (other === id ? on : chosen.has(other)));
    setIds(next.length === all.length ? null : next);
  };
  return (
    <>
      <button ref={button} type="button" className={styles.pill} data-testid="targets" popoverTarget={listId}>
        {summary(chosen.size, all.length, label)}
      </button>
      <div
        id={listId}
        popover="auto"
        className={styles.targets}
        role="group"
        aria-label={`${label} the copilot may touch`}
        onToggle={({ currentTarget, newState }) =>
          newState === "open" && button.current && placeAbove(currentTarget, button.current)
        }
      >
        <p>The copilot may touch</p>
        <label>
          <input
            type="checkbox"
            checked={chosen.size === all.length}
            onChange={({ target }) => setIds(target.checked ? null : [])}
          />
          All {label.toLowerCase()}
        </label>
        {targets.map((target) => (
          <label key={target.id}>
            <input
              type="checkbox"
              checked={chosen.has(target.id)}
              onChange={(event) => toggle(target.id, event.target.checked)}
            />
            {target.label}
          </label>
        ))}
      </div>
    </>
  );
}
