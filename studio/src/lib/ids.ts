/** A new entity id: the first twelve hex digits of a random UUID. */
export function newId(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 12);
}
