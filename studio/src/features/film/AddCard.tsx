import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { cardAdded } from "../../lib/film/edits";
import { select } from "../../lib/film/selection";
import { apply, film, useFilm } from "../../lib/film/session";

/** A film's cast and its places stay few, so that each can be told apart. */
const MOST = 5;

interface AddCardProps {
  collection: "characters" | "scenes";
  label: string;
}

/** Adds a card and puts the keyboard into its name. */
export function AddCard({ collection, label }: AddCardProps) {
  const full = useFilm((state) => state.model[collection].length >= MOST);
  const add = () => {
    const { id, ...edit } = cardAdded(film(), collection);
    apply(edit);
    select(collection, id);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${collection}/${id}"] textarea`)?.focus());
  };
  return (
    <Button disabled={full} title={full ? `A film has at most ${MOST} of them` : undefined} onClick={add}>
      <Icon name="add" size={14} />
      {label}
    </Button>
  );
}
