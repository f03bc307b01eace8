import { VisuallyHidden } from "@mantine/core";
import { lazy, Suspense, useRef, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { formatCount, UNKNOWN } from "../lib/format.ts";
import { DataTable } from "./data-table.tsx";
import { PlainButton } from "./plain-button.tsx";
import classes from "./series-chart.module.css";
import { isMoment, panesOf, writeDay } from "./series-day.ts";
import { Swatch } from "./swatch.tsx";

// The chart library comes after the page, whose words do not wait for it: its place is kept.
const loadCanvas = () => import("./series-canvas.tsx").then((module) => ({ default: module.SeriesCanvas }));
const SeriesCanvas = lazy(loadCanvas);

/** A line through days. */
export interface DayLine {
  key: string;
  name: string;
  /** Which of the ten colours of lines, 0 to 9. */
  colour: number;
  /** One for each day; null where nothing is known. */
  values: readonly (number | null)[];
  filled?: boolean;
  dashed?: boolean;
  /** Stays as it is until it changes. */
  stepped?: boolean;
  /** Its last value is written on the scale. */
  labelled?: boolean;
  /** 1: drawn below the others, on a scale of its own. */
  pane?: 0 | 1;
  /** How its values are written where it is not as the others are. */
  format?: (value: number) => string;
}

// Rows of the table at first, and so many more with each wish for more: a year of days.
const ROWS = 400;

/**
 * Lines through days, or times, with a legend of the day under the crosshair (else the last), a summary in words, and the same as a
 * table. Memoise `days` and `lines`: values are put in anew when they change.
 */
export function SeriesChart({ label, summary, days, lines, format, base, loading = false }: SeriesChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const [byKey, setByKey] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const shown = at ?? days.length - 1;
  return (
    <div className={classes.root} data-loading={loading || undefined}>
      <div className={classes.head}>
        <ul className={classes.legend} aria-hidden="true">
          <li>{days[shown] === undefined ? "" : writeDay(days[shown])}</li>
          {lines.map(({ key, name, colour, values, format: own = format }) => (
            <li key={key}>
              <Swatch colour={`var(--series-${colour})`} />
              {name} <b>{written(values[shown], own)}</b>
            </li>
          ))}
        </ul>
        <PlainButton onClick={() => setAsTable((before) => !before)}>
          {t(asTable ? "words.asChart" : "words.asTable")}
        </PlainButton>
      </div>
      {asTable ? (
        <DayTable label={label} days={days} lines={lines} format={format} />
      ) : (
        <Suspense fallback={<figure className={classes.canvas} aria-label={summary} data-panes={panesOf(lines)} />}>
          <SeriesCanvas
            days={days}
            lines={lines}
            format={format}
            base={base}
            summary={summary}
            onRead={setAt}
            onKeys={setByKey}
          />
        </Suspense>
      )}
      {/* Said aloud only when the keyboard moves it: the pointer would flood a screen reader. */}
      <VisuallyHidden role="status">
        {byKey && at !== null && !asTable ? spokenDay({ days, lines, format }, at) : ""}
      </VisuallyHidden>
      <p className={classes.summary}>{summary}</p>
    </div>
  );
}

interface SeriesChartProps extends TableProps {
  summary: string;
  /** A level that is marked. */
  base?: number | undefined;
  /** Other days are on their way. */
  loading?: boolean;
}

interface TableProps {
  label: string;
  /** Calendar days or ISO times, ascending. */
  days: readonly string[];
  lines: readonly DayLine[];
  format: (value: number) => string;
}

/** The newest first, a part at a time: years of days at once would take the page a while. */
function DayTable({ label, days, lines, format }: TableProps) {
  const [most, setMost] = useState(ROWS);
  const root = useRef<HTMLDivElement>(null);
  const places = days.map((_day, at) => at).reverse();
  const more = () => {
    setMost(most + ROWS);
    // The button goes with the last rows.
    if (most + ROWS >= days.length) root.current?.querySelector("section")?.focus();
  };
  const shown = Math.min(most, days.length);
  return (
    <div ref={root}>
      <DataTable
        numbers={[1, lines.length]}
        label={label}
        head={[t(isMoment(days[0] ?? "") ? "words.time" : "words.day"), ...lines.map(({ name }) => name)]}
        rows={places.slice(0, most).map((at) => ({
          key: days[at] ?? String(at),
          cells: [
            writeDay(days[at] ?? ""),
            ...lines.map(({ values, format: own = format }) => written(values[at], own)),
          ],
        }))}
      />
      {days.length > ROWS && (
        <p className={classes.rows}>
          <span role="status">{t("words.rowsOf", { shown: formatCount(shown), rows: formatCount(days.length) })}</span>
          {shown < days.length && <PlainButton onClick={more}>{t("words.moreRows")}</PlainButton>}
        </p>
      )}
    </div>
  );
}

/** One day with what every line says of it. */
function spokenDay({ days, lines, format }: Omit<TableProps, "label">, at: number): string {
  const said = lines.map(
    ({ name, values, format: own = format }) => `${name} ${written(values[at], own, t("words.unknown"))}`,
  );
  return `${writeDay(days[at] ?? "")}: ${said.join(", ")}`;
}

const written = (
  value: number | null | undefined,
  format: (value: number) => string,
  unknown: string = UNKNOWN,
): string => (value === null || value === undefined ? unknown : format(value));
