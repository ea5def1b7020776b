/** The model that the copilot's dialog sends with; null until it knows, which leaves the choice to the server. */
let present: string | null = null;

export const modelInUse = (): string | null => present;

export function noteModelInUse(id: string): void {
  present = id || null;
}
