import { useId } from "react";
import classes from "./segments.module.css";

/**
 * A choice of one out of few, side by side. Mantine's control measures itself to slide its mark, several times while a
 * page is drawn for the first time; here the style sheet marks what is chosen, and nothing is measured.
 */
export function Segments<Value extends string>({ label, value, options, onChange, size }: SegmentsProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classes.root} data-size={size}>
      {options.map((option) => (
        <span key={option.value} className={classes.segment}>
          <input
            type="radio"
            className={classes.input}
            id={`${name}-${option.value}`}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <label className={classes.label} htmlFor={`${name}-${option.value}`}>
            {option.label}
          </label>
        </span>
      ))}
    </div>
  );
}

interface SegmentsProps<Value extends string> {
  /** What is chosen, for those who do not see where it stands. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  size: "xs" | "sm";
}
