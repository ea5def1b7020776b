import { type KeyboardEvent, useRef } from "react";
import { classes } from "./classes";
import { Icon } from "./Icon";
import type { IconName } from "./icons";
import styles from "./Menu.module.css";

export interface MenuItem {
  label: string;
  icon?: IconName;
  /** At the right: the item's key. */
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Set apart from the item before it. */
  apart?: boolean;
  run: () => void;
}

/** What a menu opens beside, in page coordinates; a point has equal sides. */
export type MenuPlace = Pick<DOMRect, "left" | "top" | "bottom">;

interface MenuListProps {
  items: readonly MenuItem[];
  at: MenuPlace;
  onClose: () => void;
  /** The keyboard's place before the menu takes it back. */
  onLeave: () => void;
}

const MARGIN = 8;
const GAP = 4;

/** An open menu; a press outside of it, Escape or an item closes it. */
export function MenuList({ items, at, onClose, onLeave }: MenuListProps) {
  const place = useRef(at);
  const close = () => {
    onClose();
    onLeave();
  };
  return (
    <div
      role="menu"
      popover="auto"
      className={styles.menu}
      ref={(menu) => open(menu, place.current)}
      onToggle={(event) => event.newState === "closed" && onClose()}
      onKeyDown={(event) => moveFocus(event, close)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          disabled={item.disabled}
          aria-keyshortcuts={item.hint?.replace("Ctrl ", "Control+")}
          className={classes(styles.item, item.danger && styles.danger, item.apart && styles.apart)}
          onClick={() => {
            close();
            item.run();
          }}
        >
          {item.icon && <Icon name={item.icon} size={14} />}
          {item.label}
          {item.hint && (
            <span className={styles.hint} aria-hidden="true">
              {item.hint}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Below its place, or above it where there is no room; always inside the window. */
function open(menu: HTMLElement | null, at: MenuPlace): void {
  if (!menu || menu.matches(":popover-open")) return;
  menu.showPopover();
  const box = menu.getBoundingClientRect();
  const below = at.bottom + GAP + box.height <= innerHeight - MARGIN;
  menu.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - box.width - MARGIN))}px`;
  menu.style.top = `${below ? at.bottom + GAP : Math.max(MARGIN, at.top - box.height - GAP)}px`;
  menu.querySelector<HTMLElement>("[role=menuitem]:enabled")?.focus();
}

function moveFocus(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  event.stopPropagation();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]:enabled")];
  const present = items.indexOf(document.activeElement as HTMLElement);
  const targets: Record<string, number> = { ArrowDown: present + 1, ArrowUp: present - 1, Home: 0, End: -1 };
  if (event.key === "Escape" || event.key === "Tab") close();
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items.at(target % items.length)?.focus();
}
