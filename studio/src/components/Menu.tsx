import { type ReactNode, useRef, useState } from "react";
import { MenuList, type MenuItem } from "./MenuList";

export type { MenuItem } from "./MenuList";

interface TriggerProps {
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: (event: { currentTarget: HTMLElement }) => void;
}

/** A button's drop-down. `trigger` draws the button and spreads the props it is given. */
export function Menu({ items, trigger }: { items: readonly MenuItem[]; trigger: (props: TriggerProps) => ReactNode }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  return (
    <>
      {trigger({
        "aria-haspopup": "menu",
        "aria-expanded": anchor !== null,
        onClick: ({ currentTarget }) => {
          opener.current = currentTarget;
          setAnchor(anchor ? null : currentTarget);
        },
      })}
      {anchor && (
        <MenuList
          items={items}
          at={anchor.getBoundingClientRect()}
          onClose={() => setAnchor(null)}
          onLeave={() => opener.current?.focus()}
        />
      )}
    </>
  );
}
