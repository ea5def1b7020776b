import { model, useShow } from "../../lib/show/session";
import { songStore, useSong } from "../../lib/show/song";
import { useView, view } from "../../lib/view";
import { type Layout, layoutFor } from "./layout";

export function useLayout(): Layout {
  const balls = useShow((state) => state.model.timelines.length);
  const sections = useSong((state) => Boolean(state.report.analysis?.sections.length));
  const height = useView((state) => state.height);
  return layoutFor(height, balls, sections);
}

export function presentLayout(): Layout {
  const sections = Boolean(songStore.getState().report.analysis?.sections.length);
  return layoutFor(view().height, model().timelines.length, sections);
}
