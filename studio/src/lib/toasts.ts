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

/** Shows one plain sentence, with at most one recovery button, for a few seconds. One that is shown already stays. */
export function toast(message: string, action?: ToastAction): void {
  const { toasts } = toastStore.getState();
  const id = toasts.find((entry) => entry.message === message)?.id ?? next++;
  const others = toasts.filter((entry) => entry.id !== id);
  toastStore.setState({ toasts: [...others, { id, message, action }].slice(-MOST) });
  setTimeout(() => dismissToast(id), action ? LIFETIME_MS * 2 : LIFETIME_MS);
}

export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));
}
