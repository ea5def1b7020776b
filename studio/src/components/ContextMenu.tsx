import { type MouseEvent, useState } from "react";
import { MenuList, type MenuItem, type MenuPlace } from "./MenuList";

interface Opened {
  readonly items: readonly MenuItem[];
  readonly at: MenuPlace;
  readonly from: HTMLElement | null;
}

/**
 * A menu at the pointer. `show` opens it for a `contextmenu` event (the right button, the menu key
 * or Shift F10); `menu` is to be put into the page.
 */
export function useContextMenu() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const show = (event: MouseEvent, items: readonly MenuItem[], at = { x: event.clientX, y: event.clientY }) => {
    event.preventDefault();
    const from = document.activeElement as HTMLElement | null;
    setOpened({ items, at: { left: at.x, top: at.y, bottom: at.y }, from });
  };
  const menu = opened && (
    <MenuList
      key={`${opened.at.left} ${opened.at.top}`}
      items={opened.items}
      at={opened.at}
      onClose={() => setOpened(null)}
      onLeave={() => opened.from?.focus()}
    />
  );
  return { show, menu };
}
