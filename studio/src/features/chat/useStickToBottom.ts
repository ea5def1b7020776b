import { type RefObject, useEffect, useRef, useState } from "react";

const NEAR_PX = 48;

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
    const settle = () => {
      if (following.current) scroller.scrollTop = scroller.scrollHeight;
    };
    const scrolled = () => {
      const up = scroller.scrollTop < top - 1;
      top = scroller.scrollTop;
      if (distance(scroller) <= NEAR_PX) following.current = true;
      else if (up) following.current = false;
      setAway(!following.current);
    };
    const observer = new ResizeObserver(settle);
    observer.observe(inner);
    observer.observe(scroller);
    scroller.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", scrolled);
    };
  }, [box, content]);

  const jump = () => {
    following.current = true;
    setAway(false);
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  return { away, jump };
}
