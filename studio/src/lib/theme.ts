import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type ThemeChoice = "system" | "dark" | "light";
export type Theme = "dark" | "light";

const KEY = "coda.theme";
const prefersLight = () => window.matchMedia?.("(prefers-color-scheme: light)") ?? null;

function remembered(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return value === "dark" || value === "light" ? value : "system";
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== "system") return choice;
  return prefersLight()?.matches ? "light" : "dark";
}

export const themeStore = createStore<{ choice: ThemeChoice; theme: Theme }>()(() => {
  const choice = remembered();
  return { choice, theme: resolve(choice) };
});

export function setThemeChoice(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  show(choice);
}

/** Puts the theme on the page and follows the system while the choice is "system". */
export function startTheme(): void {
  show(themeStore.getState().choice);
  prefersLight()?.addEventListener("change", () => show(themeStore.getState().choice));
}

export function useTheme(): { choice: ThemeChoice; theme: Theme } {
  return useStore(themeStore);
}

function show(choice: ThemeChoice): void {
  const theme = resolve(choice);
  document.documentElement.dataset.theme = theme;
  themeStore.setState({ choice, theme });
}
