import { useShow } from "../../lib/show/session";
import { useGhosts } from "../../lib/proposals";
import { useView } from "../../lib/view";
import { laneTop } from "./layout";
import styles from "./Timeline.module.css";
import { useLayout } from "./useLayout";

/** How to begin, in the first lane of a show without any light. */
export function EmptyHint() {
  const empty = useShow((state) => state.model.segments.size === 0 && state.model.timelines.length > 0);
  useShow((state) => state.version);
  const scrollY = useView((state) => state.scrollY);
  const ghosts = useGhosts();
  const layout = useLayout();
  if (!empty || ghosts) return null;
  const top = laneTop(layout, 0, scrollY);
  return (
    <p className={styles.empty} style={{ top, height: layout.laneHeight }}>
      Drag here to paint light, or ask the copilot
    </p>
  );
}
