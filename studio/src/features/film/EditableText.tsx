import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { classes } from "../../components/classes";
import styles from "./fields.module.css";

interface EditableTextProps {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  maxLength: number;
  placeholder?: string;
  /** Enter ends a single line; in longer text it begins a new one. */
  lines?: boolean;
  /** An empty text is taken back instead of committed. */
  required?: boolean;
  className?: string | undefined;
}

/** Text that is edited where it stands: it commits when it is left, or on Enter; Escape takes it back. */
export function EditableText(props: EditableTextProps) {
  const { label, value, onCommit, maxLength, placeholder, lines, required, className } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useLayoutEffect(() => grow(area.current), [text]);
  const commit = () => {
    const wanted = text.trim();
    if (wanted === value || (required && !wanted)) return setText(value);
    onCommit(wanted);
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") setText(value);
    if (event.key === "Enter" && (!lines || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  return (
    <textarea
      ref={area}
      rows={1}
      className={classes(styles.text, className)}
      aria-label={label}
      placeholder={placeholder}
      maxLength={maxLength}
      value={text}
      onChange={(event) => setText(lines ? event.target.value : event.target.value.replaceAll("\n", " "))}
      onBlur={commit}
      onKeyDown={pressed}
    />
  );
}

/** As high as its text, where the browser cannot do that by itself. */
function grow(area: HTMLTextAreaElement | null): void {
  if (!area || globalThis.CSS?.supports?.("field-sizing", "content")) return;
  area.style.height = "auto";
  if (area.scrollHeight > 0) area.style.height = `${area.scrollHeight}px`;
}
