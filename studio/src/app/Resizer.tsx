import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import styles from "./Resizer.module.css";

interface ResizerProps {
  label: string;
  orientation: "vertical" | "horizontal";
  value: number;
  least: number;
  most: number;
  /** 1 when dragging right or down makes the panel larger, −1 when it makes it smaller. */
  sense: 1 | -1;
  onResize: (value: number) => void;
}

const STEP = 16;

/** A line between two panels that can be dragged, or moved with the arrow keys. */
export function Resizer({ label, orientation, value, least, most, sense, onResize }: ResizerProps) {
  const grip = useRef<{ at: number; value: number } | null>(null);
  const along = (event: PointerEvent) => (orientation === "vertical" ? event.clientX : event.clientY);
  const put = (wanted: number) => onResize(Math.round(Math.min(most, Math.max(least, wanted))));

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: STEP, ArrowDown: STEP, ArrowLeft: -STEP, ArrowUp: -STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    put(value + step * sense);
  };
  return (
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={styles[orientation]}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { at: along(event), value };
      }}
      onPointerMove={(event) => grip.current && put(grip.current.value + (along(event) - grip.current.at) * sense)}
      onPointerUp={() => (grip.current = null)}
    />
  );
}
