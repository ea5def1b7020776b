import type { Commands } from "../../features/shortcuts/useShortcuts";
import { colorKey } from "../../lib/colorKeys";
import { redo } from "../../lib/show/session";
import {
  copySelected, cutSelected, duplicateSelected, fadeTo, paint, paste, removeSelected, selectAll, splitAtPlayhead,
} from "../../lib/editing/commands";
import { dropDraft } from "../../lib/editing/draft";
import { nudge, nudgeLane } from "../../lib/editing/nudge";
import { roveBall, roveSegment } from "../../lib/editing/rove";
import { seek, toggleLoop, togglePlay } from "../../lib/playback/engine";
import { playerStore } from "../../lib/player";
import { clearSelection } from "../../lib/selection";
import { fit, reveal, view, viewStore, zoomAbout } from "../../lib/view";
import { setPanels, togglePanel } from "../panels";
import { runUndo } from "./openedShow";

const ZOOM = 1.4;

const seekAndShow = (ms: number): void => {
  seek(ms);
  reveal(ms);
};

function clear(): void {
  dropDraft();
  clearSelection();
  viewStore.setState({ inspected: null, colorKeys: false });
  setPanels({ history: false });
}

/** What each key does. */
export const COMMANDS: Commands = {
  play: togglePlay,
  toStart: () => seekAndShow(0),
  toEnd: () => seekAndShow(playerStore.getState().durationMs),
  loop: toggleLoop,
  undo: runUndo,
  redo,
  cut: cutSelected,
  copy: copySelected,
  paste: () => paste(),
  duplicate: duplicateSelected,
  split: splitAtPlayhead,
  remove: removeSelected,
  left: () => nudge(-1, 10),
  right: () => nudge(1, 10),
  farLeft: () => nudge(-1, 100),
  farRight: () => nudge(1, 100),
  beatLeft: () => nudge(-1, "beat"),
  beatRight: () => nudge(1, "beat"),
  laneUp: () => nudgeLane(-1),
  laneDown: () => nudgeLane(1),
  selectAll,
  clear,
  previousBall: () => roveBall(-1),
  nextBall: () => roveBall(1),
  previousSegment: () => roveSegment(-1),
  nextSegment: () => roveSegment(1),
  drawTool: () => viewStore.setState({ tool: "draw" }),
  selectTool: () => viewStore.setState({ tool: "select" }),
  snap: () => viewStore.setState(({ snap }) => ({ snap: !snap })),
  colorKeys: () => viewStore.setState(({ colorKeys }) => ({ colorKeys: !colorKeys })),
  zoomIn: () => zoomAbout(ZOOM, view().width / 2),
  zoomOut: () => zoomAbout(1 / ZOOM, view().width / 2),
  fit,
  help: () => togglePanel("help"),
};

/** Paints with a color key, or fades to its color; false when the key is none. */
export function paintKey(key: string, fading: boolean): boolean {
  const known = colorKey(key);
  if (known) (fading ? fadeTo : paint)(known.balls, known.color);
  return known !== null;
}
