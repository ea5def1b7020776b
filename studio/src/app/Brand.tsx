import { Link } from "wouter";
import styles from "./App.module.css";
import { STAY } from "./navigation";

export function Brand() {
  return (
    <Link href="/" state={STAY} className={styles.brand} title="All films and shows">
      <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="8" cy="21" r="5" fill="#ff6464" />
        <circle cx="16" cy="10" r="5" fill="var(--accent)" />
        <circle cx="24" cy="21" r="5" fill="#4fbf88" />
      </svg>
      <span className={styles.brandName}>Coda</span>
    </Link>
  );
}
