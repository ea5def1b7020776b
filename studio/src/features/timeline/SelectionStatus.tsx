import { useShow } from "../../lib/show/session";
import { describe, describeBall } from "./describe";
import { useSelection } from "../../lib/selection";
import { useView } from "../../lib/view";

/** Says politely what is selected, for those who do not see the canvas. */
export function SelectionStatus() {
  const ids = useSelection();
  const active = useView((state) => state.activeBall);
  const model = useShow((state) => state.model);
  useShow((state) => state.version);
  const [first] = ids;
  const placed = first === undefined ? undefined : model.segments.get(first);
  const ball = model.timelines.find(({ id }) => id === active);
  let text = ball ? describeBall(model, ball) : "";
  if (ids.size > 1) text = `${ids.size} segments selected`;
  else if (placed) text = describe(model, placed);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="selection-status">
      {text}
    </div>
  );
}
