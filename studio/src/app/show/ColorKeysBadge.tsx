import { IconButton } from "../../components/IconButton";
import { useView, viewStore } from "../../lib/view";
import styles from "../App.module.css";

export function ColorKeysBadge() {
  const on = useView((state) => state.colorKeys);
  if (!on) return null;
  return (
    <div className={styles.keys} role="status">
      Color keys are on: letters and digits paint at the playhead, with Ctrl or Alt they fade
      <IconButton small icon="close" label="Leave the color keys" onClick={() => viewStore.setState({ colorKeys: false })} />
    </div>
  );
}
