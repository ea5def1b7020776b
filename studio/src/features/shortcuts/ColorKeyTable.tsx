import { PALETTE, toCss } from "../../lib/palette";
import styles from "./ShortcutsSheet.module.css";

const ROWS = [
  ["Ball 1", "qwertyuio"],
  ["Ball 2", "asdfghjkl"],
  ["Ball 3", "zxcvbnm,."],
  ["All balls", "123456789"],
] as const;

export function ColorKeyTable() {
  return (
    <section className={styles.wide}>
      <h3>Color keys</h3>
      <p className={styles.note}>While they are on (Shift K), these keys paint from the playhead on. With Ctrl the segment there fades to the color
        instead; Alt does the same where the browser keeps Ctrl for itself (Ctrl W, T, N) and for Ctrl Z and Y.</p>
      {ROWS.map(([name, keys]) => (
        <div key={name} className={styles.keys}>
          <span>{name}</span>
          {[...keys].map((key, index) => (
            <kbd key={key} style={{ borderBottomColor: toCss(PALETTE[index]!.color) }}>
              {key}
            </kbd>
          ))}
        </div>
      ))}
    </section>
  );
}
