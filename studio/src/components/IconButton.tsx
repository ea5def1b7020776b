import type { ButtonHTMLAttributes, Ref } from "react";
import styles from "./Button.module.css";
import { classes } from "./classes";
import { Icon } from "./Icon";
import type { IconName } from "./icons";
import { Tooltip } from "./Tooltip";

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** The accessible name and the tooltip's first line. */
  label: string;
  /** A second line of the tooltip: a shortcut, or what will be undone. */
  hint?: string | undefined;
  pressed?: boolean;
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, hint, pressed, small, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} hint={hint}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={classes(styles.button, styles.icon, small && styles.small, className)}
        {...rest}
      >
        <Icon name={icon} size={small ? 14 : 16} />
      </button>
    </Tooltip>
  );
}
