import { useEffect, useState } from "react";
import { TextField } from "../../components/TextField";

const LEAST = 1.5;
const MOST = 30;

/** A shot's length in seconds; it commits when it is left, or on Enter. */
export function Lengths({ seconds, onCommit }: { seconds: number; onCommit: (seconds: number) => void }) {
  const [text, setText] = useState(String(seconds));
  useEffect(() => setText(String(seconds)), [seconds]);
  const commit = () => {
    const wanted = Number(text);
    if (!Number.isFinite(wanted) || !text.trim()) return setText(String(seconds));
    const held = Math.min(MOST, Math.max(LEAST, Math.round(wanted * 10) / 10));
    setText(String(held));
    if (held !== seconds) onCommit(held);
  };
  return (
    <TextField
      label="Seconds"
      type="number"
      min={LEAST}
      max={MOST}
      step={0.5}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}
