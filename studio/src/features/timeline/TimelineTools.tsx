import { ColorInput } from "../../components/ColorInput";
import { IconButton } from "../../components/IconButton";
import { keepFocus } from "../../components/keepFocus";
import { Select } from "../../components/Select";
import { Swatches } from "../../components/Swatches";
import type { Rgb } from "../../lib/contract";
import { recolor } from "../../lib/editing/commands";
import { fromHex, toHex } from "../../lib/palette";
import { selectionStore } from "../../lib/selection";
import { useSong } from "../../lib/show/song";
import { fit, useView, view, viewStore, zoomAbout } from "../../lib/view";
import styles from "./TimelineTools.module.css";

const STEP = 1.4;

/** The row above the timeline: tool, colors, snapping, zoom. Its buttons leave the keyboard to the timeline. */
export function TimelineTools() {
  const tool = useView((state) => state.tool);
  const brush = useView((state) => state.brush);
  const snap = useView((state) => state.snap);
  const snapTo = useView((state) => state.snapTo);
  const colorKeys = useView((state) => state.colorKeys);
  const beats = useSong((state) => Boolean(state.report.analysis?.beats_ms.length));
  return (
    <div className={styles.tools} role="toolbar" aria-label="Timeline tools" onMouseDown={keepFocus}>
      <div className={styles.group} role="group" aria-label="Tool">
        <IconButton icon="rename" label="Draw" hint="Drag in a lane to draw (B)" pressed={tool === "draw"} onClick={() => viewStore.setState({ tool: "draw" })} />
        <IconButton icon="select" label="Select" hint="Drag to select (V), or hold Shift" pressed={tool === "select"} onClick={() => viewStore.setState({ tool: "select" })} />
      </div>
      <Swatches label="Color" value={brush} onPick={pick} />
      <ColorInput label="Custom color" value={toHex(brush)} onPick={(hex) => pick(fromHex(hex) ?? brush)} />
      <IconButton
        icon="keyboard"
        label="Color keys"
        hint="Letter and number keys paint at the playhead (Shift+K)"
        pressed={colorKeys}
        onClick={() => viewStore.setState({ colorKeys: !colorKeys })}
      />
      <span className={styles.space} />
      <div className={styles.group}>
        <IconButton icon="magnet" label="Snap" hint="Hold Alt to suspend (G)" pressed={snap} onClick={() => viewStore.setState({ snap: !snap })} />
        <Select
          label="Snap to"
          hideLabel
          disabled={!snap}
          options={[{ value: "beats", label: "Beats", disabled: !beats }, { value: "grid", label: "Grid" }]}
          value={beats ? snapTo : "grid"}
          onChange={(event) => viewStore.setState({ snapTo: event.target.value as "beats" | "grid" })}
        />
      </div>
      <div className={styles.group} role="group" aria-label="Zoom">
        <IconButton icon="minus" label="Zoom out" hint="−" data-testid="zoom-out" onClick={() => zoomAbout(1 / STEP, view().width / 2)} />
        <IconButton icon="add" label="Zoom in" hint="+" data-testid="zoom-in" onClick={() => zoomAbout(STEP, view().width / 2)} />
        <IconButton icon="fit" label="Fit the show" hint="F" onClick={fit} />
      </div>
    </div>
  );
}

/** A palette color becomes the brush, and the color of what is selected. */
function pick(brush: Rgb): void {
  viewStore.setState({ brush });
  if (selectionStore.getState().ids.size) recolor(brush);
}
