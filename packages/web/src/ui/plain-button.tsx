import type { ButtonHTMLAttributes } from "react";
import classes from "./plain-button.module.css";

/** A button of what every page needs at once; Mantine's would be a fortieth of the first download. */
export function PlainButton({ bare = false, ...rest }: PlainButtonProps) {
  return <button type="button" {...rest} className={bare ? classes.bare : classes.root} />;
}

interface PlainButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type" | "className"> {
  /** For an icon alone, without a border. */
  bare?: boolean;
}
