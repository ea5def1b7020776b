import { useEffect, useRef } from "react";
import styles from "./ColorInput.module.css";

interface ColorInputProps {
  label: string;
  /** `#rrggbb` */
  value: string;
  /** Called once the user has settled on a color, not for each one passed on the way. */
  onPick: (hex: string) => void;
}

/** The browser's color picker. React's own `onChange` would fire at every step of a drag. */
export function ColorInput({ label, value, onPick }: ColorInputProps) {
  const ref = useRef<HTMLInputElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    const input = ref.current!;
    const settled = () => pick.current(input.value);
    input.addEventListener("change", settled);
    return () => input.removeEventListener("change", settled);
  }, []);
  useEffect(() => {
    ref.current!.value = value;
  }, [value]);
  return <input ref={ref} type="color" aria-label={label} title={label} className={styles.input} defaultValue={value} />;
}
