import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { classes } from "./classes";
import { Icon } from "./Icon";
import type { IconName } from "./icons";
import styles from "./Menu.module.css";

export interface MenuItem {
  label: string;
  icon?: IconName;
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
}

interface TriggerProps {
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: (event: { currentTarget: HTMLElement }) => void;
}

const MARGIN = 8;

/** A button's drop-down. `trigger` draws the button and spreads the props it is given. */
export function Menu({ items, trigger }: { items: readonly MenuItem[]; trigger: (props: TriggerProps) => ReactNode }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const close = () => {
    setAnchor(null);
    opener.current?.focus();
  };
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
        <div
          role="menu"
          popover="auto"
          className={styles.menu}
          ref={(menu) => open(menu, anchor)}
          onToggle={(event) => event.newState === "closed" && setAnchor(null)}
          onKeyDown={(event) => moveFocus(event, close)}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              disabled={item.disabled}
              className={classes(styles.item, item.danger && styles.danger)}
              onClick={() => {
                close();
                item.run();
              }}
            >
              {item.icon && <Icon name={item.icon} size={14} />}
              {item.label}
              {item.hint && <span className={styles.hint}>{item.hint}</span>}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function open(menu: HTMLElement | null, anchor: HTMLElement): void {
  if (!menu || menu.matches(":popover-open")) return;
  menu.showPopover();
  const at = anchor.getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  const below = at.bottom + 4 + box.height <= innerHeight - MARGIN;
  menu.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - box.width - MARGIN))}px`;
  menu.style.top = `${below ? at.bottom + 4 : at.top - box.height - 4}px`;
  menu.querySelector<HTMLElement>("[role=menuitem]:enabled")?.focus();
}

function moveFocus(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  event.stopPropagation();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]:enabled")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") close();
  if (!step) return;
  event.preventDefault();
  const present = items.indexOf(document.activeElement as HTMLElement);
  items[(present + step + items.length) % items.length]?.focus();
}
