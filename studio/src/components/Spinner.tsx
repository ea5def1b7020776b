import styles from "./Progress.module.css";

export function Spinner({ label, size = 16 }: { label: string; size?: number }) {
  return <span role="status" aria-label={label} className={styles.spinner} style={{ width: size, height: size }} />;
}
