import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const NEAR_PX = 48;
/** What grows this soon after the user opened something is what they are looking at. */
const TOUCH_MS = 400;
const OPENERS = "summary, [aria-expanded]";

const distance = (box: HTMLElement): number => box.scrollHeight - box.scrollTop - box.clientHeight;

/** Follows what grows at the bottom until the user scrolls up; follows again from the bottom. */
export function useStickToBottom(box: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const following = useRef(true);
  const [away, setAway] = useState(false);

  useEffect(() => {
    const scroller = box.current;
    const inner = content.current;
    if (!scroller || !inner) return;
    let top = scroller.scrollTop;
    let touchedAt = -TOUCH_MS;
    const touched = ({ target }: Event) => {
      if (target instanceof Element && target.closest(OPENERS)) touchedAt = performance.now();
    };
    const follow = (on: boolean) => {
      following.current = on;
      setAway(!on);
    };
    const settle = () => {
      if (!following.current) return;
      if (performance.now() - touchedAt < TOUCH_MS) follow(distance(scroller) <= NEAR_PX);
      else scroller.scrollTop = scroller.scrollHeight;
    };
    const scrolled = () => {
      const up = scroller.scrollTop < top - 1;
      top = scroller.scrollTop;
      follow(distance(scroller) <= NEAR_PX || (following.current && !up));
    };
    const observer = new ResizeObserver(settle);
    observer.observe(inner);
    observer.observe(scroller);
    scroller.addEventListener("scroll", scrolled, { passive: true });
    inner.addEventListener("pointerdown", touched, true);
    inner.addEventListener("keydown", touched, true);
    return () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", scrolled);
      inner.removeEventListener("pointerdown", touched, true);
      inner.removeEventListener("keydown", touched, true);
    };
  }, [box, content]);

  const jump = useCallback(() => {
    following.current = true;
    setAway(false);
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [box]);
  return { away, jump };
}
