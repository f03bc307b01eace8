import type { VersionDiff } from "@cryptodesk/shared/strategy/strategy.contract";
import { t } from "../../catalogue/catalogue.ts";
import classes from "./strategy-editor.module.css";

const SIGNS = { same: " ", added: "+", removed: "−" } as const;

/** What changed from one text to another, line by line. */
export function DiffView({ label, lines }: { label: string; lines: VersionDiff["lines"] }) {
  if (lines.every(({ kind }) => kind === "same"))
    return <p className={classes.hint}>{t("strategyEditor.diff.same")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={classes.diff} aria-label={label} tabIndex={0}>
      <ol>
        {lines.map(({ kind, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
          <li key={at} data-kind={kind}>
            <span aria-hidden="true">{SIGNS[kind]}</span>
            {kind !== "same" && <span className={classes.quiet}>{t(`strategyEditor.diff.${kind}`)} </span>}
            <code>{text}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
