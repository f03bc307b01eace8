import { t } from "../../catalogue/catalogue.ts";
import type { ChartMark } from "./chart-marks.ts";
import { describeMark } from "./chart-words.ts";
import classes from "./mark-list.module.css";

const MOST_LISTED = 50;

/** What the marks on the chart stand for, newest first. */
export function MarkList({ marks }: { marks: readonly ChartMark[] }) {
  if (marks.length === 0) return null;
  return (
    <details className={classes.root}>
      <summary>{t("coin.marks", { count: marks.length })}</summary>
      <ul>
        {marks.slice(0, MOST_LISTED).map((mark) => (
          <li key={mark.kind === "gap" ? mark.at : mark.entry.id} data-kind={mark.kind}>
            {describeMark(mark)}
          </li>
        ))}
      </ul>
      {marks.length > MOST_LISTED && <p>{t("coin.newestMarks", { shown: MOST_LISTED })}</p>}
    </details>
  );
}
