/** Calls back before each repaint while anybody listens; returns how to stop. */
export function onFrame(listener: (now: number) => void): () => void {
  listeners.add(listener);
  if (!running) running = requestAnimationFrame(tick);
  return () => listeners.delete(listener);
}

const listeners = new Set<(now: number) => void>();
let running = 0;

function tick(now: number): void {
  for (const listener of listeners) listener(now);
  running = listeners.size ? requestAnimationFrame(tick) : 0;
}
