import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import type { Effect } from "../../lib/contract";
import type { Placed } from "../../lib/show/lane";
import { changed } from "../../lib/editing/change";
import { apply } from "../../lib/editing/draft";
import { defaults, EFFECT_TYPES, titled } from "./effectParameters";
import { EffectFields } from "./EffectFields";
import styles from "./Inspector.module.css";

export function EffectList({ placed }: { placed: Placed }) {
  const { effects } = placed.entity;
  const put = (note: string, next: readonly Effect[]) => apply(note, [changed(placed, { effects: next })]);
  const additions = EFFECT_TYPES.map((type) => ({
    label: titled(type),
    run: () => put(`Add ${type}`, [...effects, { type, parameters: defaults(type) }]),
  }));
  return (
    <div className={styles.group}>
      <div className={styles.row}>
        <span className={styles.label}>Effects</span>
        <Menu
          items={additions}
          trigger={(props) => (
            <Button tone="quiet" {...props}>
              <Icon name="add" size={14} />
              Add effect
            </Button>
          )}
        />
      </div>
      {effects.map((effect, index) => (
        <EffectFields
          key={`${index}-${effect.type}`}
          effect={effect}
          onChange={(next) => put(`Change ${effect.type}`, effects.with(index, next))}
          onRemove={() => put(`Remove ${effect.type}`, effects.toSpliced(index, 1))}
        />
      ))}
    </div>
  );
}
