/**
 * The server draws a picture when it is asked for it, which takes a moment, and a browser opens only
 * a few connections at once. So pictures come a few at a time, and leave room for edits and messages.
 */
const MOST_AT_ONCE = 3;

interface Wanted {
  readonly src: string;
  readonly done: (loaded: boolean) => void;
}

let waiting: Wanted[] = [];
let loading = 0;

/** Has the browser fetch a picture; `done` is told whether it could. Returns how to want it no more. */
export function loadPicture(src: string, done: (loaded: boolean) => void): () => void {
  let present = true;
  const wanted: Wanted = { src, done: (loaded) => present && done(loaded) };
  waiting.push(wanted);
  next();
  return () => {
    present = false;
    waiting = waiting.filter((other) => other !== wanted);
  };
}

function next(): void {
  if (loading >= MOST_AT_ONCE) return;
  const wanted = waiting.shift();
  if (!wanted) return;
  loading += 1;
  const picture = new Image();
  const ended = (loaded: boolean) => {
    loading -= 1;
    wanted.done(loaded);
    next();
  };
  picture.onload = () => ended(true);
  picture.onerror = () => ended(false);
  picture.src = wanted.src;
}
