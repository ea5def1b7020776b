import { IconButton } from "../components/IconButton";
import { setThemeChoice, type ThemeChoice, useTheme } from "../lib/theme";

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: "dark", dark: "light", light: "system" };
const ICONS = { system: "contrast", dark: "moon", light: "sun" } as const;
const NAMES = { system: "like the system", dark: "dark", light: "light" };

export function ThemeToggle() {
  const { choice } = useTheme();
  return (
    <IconButton
      icon={ICONS[choice]}
      label={`Theme: ${NAMES[choice]}`}
      hint={`Switch to ${NAMES[NEXT[choice]]}`}
      data-testid="theme-toggle"
      onClick={() => setThemeChoice(NEXT[choice])}
    />
  );
}
