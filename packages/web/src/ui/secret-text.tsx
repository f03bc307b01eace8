import { CopyButton } from "./copy-button.tsx";
import classes from "./secret-text.module.css";

/** A text to be copied by button or by hand, as one piece. */
export function SecretText({ label, text, copyLabel }: { label: string; text: string; copyLabel: string }) {
  return (
    <div className={classes.root}>
      <code className={classes.text} aria-label={label} role="textbox" aria-readonly="true" tabIndex={0}>
        {text}
      </code>
      <CopyButton label={copyLabel} copy={() => navigator.clipboard.writeText(text)} />
    </div>
  );
}
