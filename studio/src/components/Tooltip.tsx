import { type ReactNode, useRef, useState } from "react";
import styles from "./Tooltip.module.css";

interface Place {
  left: number;
  top: number;
}

const DELAY_MS = 350;
const MARGIN = 8;

/** Shows a label when its control is hovered for a moment or focused by keyboard. */
export function Tooltip({ label, hint, children }: { label: string; hint?: string | undefined; children: ReactNode }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef(0);
  const [place, setPlace] = useState<Place | null>(null);

  const show = (delay: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => anchor.current && setPlace(placeFor(anchor.current)), delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setPlace(null);
  };
  return (
    <span
      ref={anchor}
      className={styles.anchor}
      onPointerEnter={() => show(DELAY_MS)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(0)}
      onBlur={hide}
    >
      {children}
      {place && (
        <span role="tooltip" popover="manual" ref={lift} className={styles.tip} style={place}>
          {label}
          {hint && <span className={styles.hint}>{hint}</span>}
        </span>
      )}
    </span>
  );
}

function placeFor(anchor: HTMLElement): Place {
  const box = anchor.getBoundingClientRect();
  return { left: box.left + box.width / 2, top: box.bottom + 6 };
}

/** Lifts the tip into the top layer, then centres it under its anchor, inside the window. */
function lift(tip: HTMLElement | null): void {
  if (!tip?.showPopover) return;
  tip.showPopover();
  const box = tip.getBoundingClientRect();
  const left = Math.min(Math.max(MARGIN, box.left - box.width / 2), innerWidth - box.width - MARGIN);
  const below = box.bottom <= innerHeight - MARGIN;
  tip.style.left = `${left}px`;
  if (!below) tip.style.top = `${box.top - box.height - 44}px`;
}
