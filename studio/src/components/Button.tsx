import type { ButtonHTMLAttributes, Ref } from "react";
import styles from "./Button.module.css";
import { classes } from "./classes";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: "normal" | "primary" | "danger" | "quiet";
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ tone = "normal", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={classes(styles.button, styles[tone], className)} {...rest} />;
}
