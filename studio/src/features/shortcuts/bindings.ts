import { commandFinder } from "./keys";

/** Every key of a light show, in the order of the sheet. */
export const BINDINGS = [
  { command: "play", keys: ["Space"], group: "Playback", label: "Play or pause (hold and drag to pan)" },
  { command: "toStart", keys: ["Home"], group: "Playback", label: "To the start" },
  { command: "toEnd", keys: ["End"], group: "Playback", label: "To the end" },
  { command: "loop", keys: ["L"], group: "Playback", label: "Loop" },
  { command: "undo", keys: ["Mod+Z"], group: "Edit", label: "Undo" },
  { command: "redo", keys: ["Mod+Shift+Z", "Mod+Y"], group: "Edit", label: "Redo" },
  { command: "cut", keys: ["Mod+X"], group: "Edit", label: "Cut" },
  { command: "copy", keys: ["Mod+C"], group: "Edit", label: "Copy" },
  { command: "paste", keys: ["Mod+V"], group: "Edit", label: "Paste at the playhead" },
  { command: "duplicate", keys: ["Mod+D"], group: "Edit", label: "Duplicate after the selection" },
  { command: "split", keys: ["S"], group: "Edit", label: "Split at the playhead" },
  { command: "remove", keys: ["Delete", "Backspace"], group: "Edit", label: "Delete" },
  { command: "left", keys: ["ArrowLeft"], group: "Move", label: "10 ms earlier (selection, or playhead)" },
  { command: "right", keys: ["ArrowRight"], group: "Move", label: "10 ms later" },
  { command: "farLeft", keys: ["Shift+ArrowLeft"], group: "Move", label: "100 ms earlier" },
  { command: "farRight", keys: ["Shift+ArrowRight"], group: "Move", label: "100 ms later" },
  { command: "beatLeft", keys: ["Alt+ArrowLeft"], group: "Move", label: "To the beat before" },
  { command: "beatRight", keys: ["Alt+ArrowRight"], group: "Move", label: "To the next beat" },
  { command: "laneUp", keys: ["Alt+ArrowUp"], group: "Move", label: "To the ball above" },
  { command: "laneDown", keys: ["Alt+ArrowDown"], group: "Move", label: "To the ball below" },
  { command: "selectAll", keys: ["Mod+A"], group: "Select", label: "Select everything" },
  { command: "clear", keys: ["Escape"], group: "Select", label: "Select nothing, close, leave the color keys" },
  { command: "previousBall", keys: ["ArrowUp"], group: "Select", label: "The ball above" },
  { command: "nextBall", keys: ["ArrowDown"], group: "Select", label: "The ball below" },
  { command: "previousSegment", keys: ["Mod+ArrowLeft"], group: "Select", label: "The segment before" },
  { command: "nextSegment", keys: ["Mod+ArrowRight"], group: "Select", label: "The next segment" },
  { command: "drawTool", keys: ["B"], group: "Tools", label: "Draw by dragging" },
  { command: "selectTool", keys: ["V"], group: "Tools", label: "Select by dragging" },
  { command: "snap", keys: ["G"], group: "Tools", label: "Snap to beats or grid (Alt suspends)" },
  { command: "colorKeys", keys: ["Shift+K"], group: "Tools", label: "Color keys on or off" },
  { command: "zoomIn", keys: ["+", "="], group: "View", label: "Zoom in" },
  { command: "zoomOut", keys: ["-"], group: "View", label: "Zoom out" },
  { command: "fit", keys: ["F"], group: "View", label: "Fit the show" },
  { command: "help", keys: ["?"], group: "View", label: "This sheet" },
] as const;

export type Command = (typeof BINDINGS)[number]["command"];

export const commandFor = commandFinder<Command>(BINDINGS);
