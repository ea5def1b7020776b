import type { ReactNode } from "react";
import { Dialog } from "../../components/Dialog";
import { type Binding, readable } from "./keys";
import styles from "./ShortcutsSheet.module.css";

interface ShortcutsSheetProps {
  bindings: readonly Binding[];
  open: boolean;
  onClose: () => void;
  /** What an application has to say of its keys besides. */
  children?: ReactNode;
}

/** Every key of an application, by group. */
export function ShortcutsSheet({ bindings, open, onClose, children }: ShortcutsSheetProps) {
  const groups = [...new Set(bindings.map(({ group }) => group))];
  return (
    <Dialog title="Keyboard shortcuts" wide open={open} onClose={onClose}>
      <div className={styles.sheet}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {bindings
                .filter((binding) => binding.group === group)
                .map(({ command, keys, label }) => (
                  <div key={command} className={styles.row}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((combination) => (
                        <kbd key={combination}>{readable(combination)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        {children}
      </div>
    </Dialog>
  );
}
