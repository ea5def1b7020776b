import { createStore } from "zustand/vanilla";

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface ToastEntry {
  id: number;
  message: string;
  action: ToastAction | undefined;
}

export const toastStore = createStore<{ toasts: readonly ToastEntry[] }>()(() => ({ toasts: [] }));

const LIFETIME_MS = 6000;
const MOST = 3;
let next = 1;

/** Shows one plain sentence, with at most one recovery button, for a few seconds. */
export function toast(message: string, action?: ToastAction): void {
  const id = next++;
  const others = toastStore.getState().toasts.filter((entry) => entry.message !== message);
  toastStore.setState({ toasts: [...others, { id, message, action }].slice(-MOST) });
  setTimeout(() => dismissToast(id), action ? LIFETIME_MS * 2 : LIFETIME_MS);
}

export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));
}
