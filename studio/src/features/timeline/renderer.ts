import type { Change, Segment } from "../../lib/contract";
import { type Placed, place } from "../../lib/show/lane";
import { model, showStore } from "../../lib/show/session";
import { draftStore } from "../../lib/editing/draft";
import { onFrame } from "../../lib/frames";
import { playerStore, playheadMs } from "../../lib/player";
import { selectionStore } from "../../lib/selection";
import { songStore } from "../../lib/show/song";
import { themeStore } from "../../lib/theme";
import { reveal, view, viewStore } from "../../lib/view";
import { drawBeatMarks, drawSections } from "./draw/beats";
import { CALM_ABOVE, drawGhosts } from "./draw/ghosts";
import { type Ink, readInk } from "./draw/ink";
import { drawLanes } from "./draw/lanes";
import { drawBand, drawPlayhead, drawSnapLine } from "./draw/overlay";
import { drawRuler } from "./draw/ruler";
import type { Scene } from "./draw/scene";
import { drawWaveform } from "./draw/waveform";
import { layoutFor } from "./layout";
import { gestureStore } from "./pointer";

const NO_IDS: ReadonlySet<string> = new Set();
const PULSE_MS = 1600;

/** Keeps two canvases up to date: the show below, and above it what moves while nothing changes. */
export class TimelineRenderer {
  private ink: Ink = readInk();
  private ghosts: readonly Change[] = [];
  private hidden: ReadonlySet<string> = NO_IDS;
  private put = new Map<string, Placed[]>();
  private requested = 0;
  private baseIsStale = true;
  private readonly stops: (() => void)[] = [];
  private stopMotion: (() => void) | null = null;
  private readonly calm = window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

  constructor(
    private readonly base: HTMLCanvasElement,
    private readonly overlay: HTMLCanvasElement,
  ) {
    const repaint = () => this.request(true);
    for (const store of [showStore, viewStore, selectionStore, songStore]) this.stops.push(store.subscribe(repaint));
    this.stops.push(
      draftStore.subscribe(() => this.takeDraft()),
      gestureStore.subscribe(() => this.request(false)),
      playerStore.subscribe(() => this.move()),
      themeStore.subscribe(() => this.retheme()),
    );
    this.retheme();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.stopMotion?.();
    cancelAnimationFrame(this.requested);
  }

  showGhosts(changes: readonly Change[]): void {
    this.ghosts = changes;
    this.move();
  }

  private retheme(): void {
    this.ink = readInk();
    this.request(true);
  }

  private takeDraft(): void {
    const changes = draftStore.getState().draft?.changes ?? [];
    this.hidden = new Set(changes.map((change) => change.id));
    this.put = new Map();
    for (const { id, after } of changes) {
      if (!after) continue;
      const placed = place(id, after as Segment);
      const lane = this.put.get(placed.entity.timeline);
      if (lane) lane.push(placed);
      else this.put.set(placed.entity.timeline, [placed]);
    }
    for (const lane of this.put.values()) lane.sort((a, b) => a.start - b.start);
    this.request(true);
  }

  /** Runs a frame loop only while something moves: the playhead, or a proposal's pulse. */
  private move(): void {
    const pulsing = this.ghosts.length > 0 && this.ghosts.length <= CALM_ABOVE && !this.calm;
    const moving = playerStore.getState().playing || pulsing;
    if (moving && !this.stopMotion) this.stopMotion = onFrame(() => this.follow());
    if (!moving && this.stopMotion) {
      this.stopMotion();
      this.stopMotion = null;
    }
    this.request(false);
  }

  private follow(): void {
    if (playerStore.getState().playing) reveal(playheadMs());
    this.request(false);
  }

  private request(base: boolean): void {
    this.baseIsStale ||= base;
    this.requested ||= requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.requested = 0;
    if (this.baseIsStale) this.paintBase();
    this.baseIsStale = false;
    const scene = this.scene(this.overlay);
    drawGhosts(scene, this.ghosts, this.calm ? 1 : 0.5 + 0.5 * Math.sin((performance.now() / PULSE_MS) * 2 * Math.PI));
    const { band, snapMs } = gestureStore.getState();
    if (snapMs !== null) drawSnapLine(scene, snapMs);
    if (band) drawBand(scene, band);
    drawPlayhead(scene, playheadMs());
  }

  private paintBase(): void {
    const scene = this.scene(this.base);
    drawLanes(scene);
    drawRuler(scene);
    drawSections(scene);
    drawWaveform(scene);
    drawBeatMarks(scene);
  }

  private scene(canvas: HTMLCanvasElement): Scene {
    const { width, height, scrollMs, scrollY, pxPerMs, activeBall } = view();
    const show = model();
    const { waveform, report } = songStore.getState();
    return {
      ctx: prepared(canvas, width, height),
      width,
      height,
      ratio: window.devicePixelRatio || 1,
      ink: this.ink,
      layout: layoutFor(height, show.timelines.length, Boolean(report.analysis?.sections.length)),
      scrollMs,
      scrollY,
      pxPerMs,
      showEndMs: playerStore.getState().durationMs,
      balls: show.timelines,
      activeBall,
      laneOf: (ball) => show.lane(ball),
      selected: selectionStore.getState().ids,
      hidden: this.hidden,
      putOf: (ball) => this.put.get(ball) ?? [],
      waveform,
      analysis: report.analysis,
    };
  }
}

/** A cleared context in CSS pixels, at the screen's own resolution. */
function prepared(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const ctx = canvas.getContext("2d")!;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}
