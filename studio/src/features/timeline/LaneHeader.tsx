import { useState } from "react";
import { classes } from "../../components/classes";
import { IconButton } from "../../components/IconButton";
import { useContextMenu } from "../../components/ContextMenu";
import { Menu, type MenuItem } from "../../components/Menu";
import type { TimelineRow } from "../../lib/show/model";
import { model, useShow } from "../../lib/show/session";
import { ballCleared, ballDeleted, ballDuplicated, ballRenamed } from "../../lib/editing/balls";
import type { Edit } from "../../lib/editing/change";
import { apply } from "../../lib/editing/draft";
import { select } from "../../lib/selection";
import { useView, viewStore } from "../../lib/view";
import { LaneName } from "./LaneName";
import styles from "./LaneHeaders.module.css";
import { LiveDot } from "./LiveDot";

export function LaneHeader({ ball, height, only }: { ball: TimelineRow; height: number; only: boolean }) {
  const [renaming, setRenaming] = useState(false);
  const active = useView((state) => state.activeBall === ball.id);
  const segments = useShow((state) => state.model.lane(ball.id).length);
  const { show, menu } = useContextMenu();
  const items = actions(ball, segments, only, () => setRenaming(true));
  const rename = (name: string | null) => {
    setRenaming(false);
    if (name && name !== ball.name) commit(ballRenamed(model(), ball, name));
  };
  return (
    <li
      className={classes(styles.lane, active && styles.active)}
      style={{ height }}
      data-testid="lane-header"
      onClick={() => viewStore.setState({ activeBall: ball.id })}
      onContextMenu={(event) => !renaming && show(event, items)}
    >
      <LiveDot ball={ball.id} />
      <LaneName ball={ball} segments={segments} renaming={renaming} onRename={rename} onStart={() => setRenaming(true)} />
      <Menu
        items={items}
        trigger={(props) => <IconButton small icon="menu" label={`Actions for ${ball.name}`} {...props} />}
      />
      {menu}
    </li>
  );
}

function actions(ball: TimelineRow, segments: number, only: boolean, rename: () => void): MenuItem[] {
  return [
    { label: "Rename", icon: "rename", run: rename },
    { label: "Select its segments", icon: "check", disabled: !segments, run: () => select(model().lane(ball.id).map(({ id }) => id)) },
    { label: "Duplicate ball", icon: "copy", run: () => commit(ballDuplicated(model(), ball)) },
    { label: "Clear ball", icon: "close", disabled: !segments, run: () => commit(ballCleared(model(), ball)) },
    { label: "Delete ball", icon: "trash", danger: true, disabled: only, run: () => commit(ballDeleted(model(), ball)) },
  ];
}

const commit = ({ note, changes }: Edit): void => apply(note, changes);
