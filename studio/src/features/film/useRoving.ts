import { type RefObject, useEffect } from "react";

const STEPS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Arrow keys go from card to card, as they lie on the board; inside of a card they are the field's own. */
export function useRoving(board: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = board.current;
    if (!within) return;
    const pressed = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      const card = event.target as HTMLElement;
      if (!step || !card.dataset.card || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const next = nearest(card, [...within.querySelectorAll<HTMLElement>("[data-card]")], step);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    };
    within.addEventListener("keydown", pressed);
    return () => within.removeEventListener("keydown", pressed);
  }, [board]);
}

/** Along a row it is the next card in order; up and down, the one whose middle lies nearest. */
function nearest(card: HTMLElement, cards: readonly HTMLElement[], { x, y }: { x: number; y: number }): HTMLElement | undefined {
  if (x) return cards[cards.indexOf(card) + x];
  const here = card.getBoundingClientRect();
  const beyond = cards
    .map((other) => ({ other, box: other.getBoundingClientRect() }))
    .filter(({ box }) => (y > 0 ? box.top >= here.bottom - 1 : box.bottom <= here.top + 1));
  const distance = (box: DOMRect) =>
    Math.abs(box.top - here.top) * 4 + Math.abs(box.left + box.width / 2 - here.left - here.width / 2);
  return beyond.sort((one, two) => distance(one.box) - distance(two.box))[0]?.other;
}
