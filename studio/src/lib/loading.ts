/**
 * The server draws a picture when it is asked for it, which takes a moment, and a browser opens only
 * a few connections at once. So pictures come a few at a time, and leave room for edits and messages.
 */
const MOST_AT_ONCE = 3;

type Task = () => Promise<void>;

let waiting: Task[] = [];
let running = 0;

/** Runs a task when its turn comes; an `urgent` one goes before those that wait. Returns how to call it off. */
export function inTurn(task: Task, urgent = false): () => void {
  if (urgent) waiting.unshift(task);
  else waiting.push(task);
  next();
  return () => {
    waiting = waiting.filter((other) => other !== task);
  };
}

function next(): void {
  if (running >= MOST_AT_ONCE) return;
  const task = waiting.shift();
  if (!task) return;
  running += 1;
  void task().finally(() => {
    running -= 1;
    next();
  });
}

/** Has the browser fetch a picture in its turn; `done` is told whether it could. Returns how to want it no more. */
export function loadPicture(src: string, urgent: boolean, done: (loaded: boolean) => void): () => void {
  let wanted = true;
  const load = () =>
    new Promise<void>((resolve) => {
      const ended = (loaded: boolean) => {
        if (wanted) done(loaded);
        resolve();
      };
      const picture = new Image();
      picture.onload = () => ended(true);
      picture.onerror = () => ended(false);
      picture.src = src;
    });
  const callOff = inTurn(load, urgent);
  return () => {
    wanted = false;
    callOff();
  };
}
