import { copyText } from "../lib/clipboard.ts";
import { CopyButton } from "./copy-button.tsx";
import classes from "./secret-text.module.css";

/** A text to be copied by button, or selected by hand as one piece. */
export function SecretText({ label, text, copyLabel }: { label: string; text: string; copyLabel: string }) {
  return (
    <div>
      <span className={classes.label}>{label}</span>
      <div className={classes.root}>
        <code className={classes.text}>{text}</code>
        <CopyButton label={copyLabel} copy={() => copyText(text)} />
      </div>
    </div>
  );
}
