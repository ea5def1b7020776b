import { PALETTE, sameColor, toCss } from "../lib/palette";
import type { Rgb } from "../lib/contract";
import styles from "./Swatches.module.css";

/** The palette's nine colors as radio buttons. */
export function Swatches({ label, value, onPick }: { label: string; value: Rgb | null; onPick: (color: Rgb) => void }) {
  return (
    <div role="group" aria-label={label} className={styles.swatches}>
      {PALETTE.map(({ name, color }) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={value !== null && sameColor(value, color)}
          className={styles.swatch}
          style={{ background: toCss(color) }}
          onClick={() => onPick(color)}
        />
      ))}
    </div>
  );
}
