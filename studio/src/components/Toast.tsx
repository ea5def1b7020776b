import { useStore } from "zustand";
import { dismissToast, toastStore } from "../lib/toasts";
import { Button } from "./Button";
import { IconButton } from "./IconButton";
import styles from "./Toast.module.css";

/** Where toasts appear; mount it once. Raise one with `toast()` from lib/toasts. */
export function Toaster() {
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {toasts.map(({ id, message, action }) => (
        <div key={id} className={styles.toast}>
          <span>{message}</span>
          {action && (
            <Button
              onClick={() => {
                dismissToast(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton small icon="close" label="Dismiss" onClick={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  );
}
