import type { MenuItem } from "../../components/MenuList";
import {
  addEffect, canPaste, copySelected, cutSelected, duplicateSelected, include, paste, removeEffects, removeSelected, selectAll,
  selected, splitSelected,
} from "../../lib/editing/commands";
import { model } from "../../lib/show/session";
import { toGrid } from "../../lib/time";
import { viewStore } from "../../lib/view";
import { defaults, EFFECT_TYPES } from "./effectParameters";
import { hitSegment } from "./hit";
import type { Pointer } from "./pointer";

/** What can be done where the pointer is: with the segment there, or with the empty lane. */
export function menuAt(pointer: Pointer): MenuItem[] {
  const ball = model().timelines[pointer.lane];
  if (ball) viewStore.setState({ activeBall: ball.id });
  const hit = hitSegment(pointer);
  const ms = toGrid(pointer.ms);
  if (!hit) return laneItems(ms, ball !== undefined);
  include(hit.placed.id);
  return [...segmentItems(ms, hit.placed.id), ...effectItems()];
}

function laneItems(ms: number, onLane: boolean): MenuItem[] {
  return [
    { label: "Paste here", icon: "import", disabled: !canPaste() || !onLane, run: () => paste(ms) },
    { label: "Select everything", icon: "select", hint: "Ctrl A", disabled: !model().segments.size, run: selectAll },
  ];
}

function segmentItems(ms: number, id: string): MenuItem[] {
  return [
    { label: "Cut", hint: "Ctrl X", run: cutSelected },
    { label: "Copy", hint: "Ctrl C", run: copySelected },
    { label: "Paste here", disabled: !canPaste(), run: () => paste(ms) },
    { label: "Duplicate", hint: "Ctrl D", run: duplicateSelected },
    { label: "Split here", run: () => splitSelected(ms) },
    { label: "Delete", hint: "Delete", danger: true, run: removeSelected },
    { label: "Settings", hint: "Enter", apart: true, run: () => viewStore.setState({ inspected: id }) },
  ];
}

function effectItems(): MenuItem[] {
  const additions = EFFECT_TYPES.map((type, index) => ({
    label: `Add ${type}`,
    apart: index === 0,
    run: () => addEffect({ type, parameters: defaults(type) }),
  }));
  const bare = selected().every(({ entity }) => !entity.effects.length);
  return [...additions, { label: "Remove effects", disabled: bare, run: removeEffects }];
}
