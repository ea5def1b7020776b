import styles from "./App.module.css";
import { Brand } from "./Brand";
import { ThemeToggle } from "./ThemeToggle";

export function ProjectsBar() {
  return (
    <header className={styles.bar}>
      <Brand />
      <span className={styles.space} />
      <ThemeToggle />
    </header>
  );
}
