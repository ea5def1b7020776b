/** What was sent to the server, or waits to be, and is not answered yet; of every document. */
const unanswered = new Set<Promise<void>>();

/** Counts work as unanswered until it is done; it must not fail. */
export function underway(work: Promise<void>): void {
  unanswered.add(work);
  void work.then(() => unanswered.delete(work));
}

/** Until all that is underway now is answered, so that what is read next shows it. */
export async function answered(): Promise<void> {
  await Promise.all(unanswered);
}

/** Has the browser ask before it leaves the page while an edit could still be lost. */
export function guardPage(): void {
  window.addEventListener("beforeunload", (event) => {
    if (unanswered.size > 0) event.preventDefault();
  });
}
