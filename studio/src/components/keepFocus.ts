/** For a toolbar's `onMouseDown`: clicking its buttons leaves the keyboard where it was. */
export function keepFocus(event: { target: EventTarget; preventDefault: () => void }): void {
  if ((event.target as HTMLElement).closest("button")) event.preventDefault();
}
