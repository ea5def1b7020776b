import { ColorInput } from "../../components/ColorInput";
import { Select } from "../../components/Select";
import { Swatches } from "../../components/Swatches";
import type { Rgb, Segment } from "../../lib/contract";
import type { Placed } from "../../lib/show/lane";
import { changed } from "../../lib/editing/change";
import { apply } from "../../lib/editing/draft";
import { fromHex, toHex } from "../../lib/palette";
import { formatTime, parseTime } from "../../lib/time";
import { CommitField } from "./CommitField";
import styles from "./Inspector.module.css";

const PIXELS = ["1", "2", "3", "4"].map((value) => ({ value, label: value }));
const NO_TIME = "Write a time such as 12.5 or 1:05.";

export function SegmentFields({ placed }: { placed: Placed }) {
  const { entity } = placed;
  const put = (note: string, part: Partial<Segment>) => apply(note, [changed(placed, part)]);
  return (
    <>
      <div className={styles.pair}>
        <CommitField
          label="Start"
          value={placed.start}
          format={formatTime}
          parse={(text) => timeWhere(text, (ms) => ms < placed.end, "It must be before the end.")}
          onCommit={(start_ms) => put("Set the start", { start_ms })}
        />
        <CommitField
          label="End"
          value={placed.end}
          format={formatTime}
          parse={(text) => timeWhere(text, (ms) => ms > placed.start, "It must be after the start.")}
          onCommit={(end_ms) => put("Set the end", { end_ms })}
        />
        <Select
          label="Pixels"
          options={PIXELS}
          value={String(entity.pixels)}
          onChange={(event) => put("Set the pixels", { pixels: Number(event.target.value) })}
        />
      </div>
      <ColorField label="Color" value={entity.color} onPick={(color) => put("Change the color", { color })} />
      <div className={styles.group}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={entity.end_color !== null}
            onChange={(event) =>
              put(event.target.checked ? "Make a fade" : "End the fade", {
                end_color: event.target.checked ? [0, 0, 0] : null,
              })
            }
          />
          Fade to another color
        </label>
        {entity.end_color && (
          <ColorField label="End color" value={entity.end_color} onPick={(end_color) => put("Change the end color", { end_color })} />
        )}
      </div>
    </>
  );
}

function ColorField({ label, value, onPick }: { label: string; value: Rgb; onPick: (color: Rgb) => void }) {
  return (
    <div className={styles.group}>
      <span className={styles.label}>{label}</span>
      <div className={styles.row}>
        <Swatches label={label} value={value} onPick={onPick} />
        <ColorInput label={`Custom ${label.toLowerCase()}`} value={toHex(value)} onPick={(hex) => onPick(fromHex(hex) ?? value)} />
      </div>
    </div>
  );
}

function timeWhere(text: string, holds: (ms: number) => boolean, otherwise: string): { value: number } | { problem: string } {
  const value = parseTime(text);
  if (value === null) return { problem: NO_TIME };
  return holds(value) ? { value } : { problem: otherwise };
}
