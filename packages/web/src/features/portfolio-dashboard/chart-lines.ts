import type { Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatMoney, formatMoneyShort, formatPercent, formatRatio } from "../../lib/format.ts";
import type { DayLine } from "../../ui/series-chart.tsx";
import type { ChartView } from "./dashboard-search.ts";

/** What the chart of a view shows and says. */
export interface ChartPicture {
  days: string[];
  lines: DayLine[];
  format: (value: number) => string;
  summary: string;
  base?: number;
}

// Exact decimals become numbers only here, where they are drawn.
const drawn = (amount: string | null): number | null => (amount === null ? null : Number(amount));
const changePct = (index: string | null): number | null => (index === null ? null : (Number(index) - 1) * 100);

/** The lines of a view through the period; days before the first known value are left out. */
export function pictureOf(view: ChartView, performance: Performance): ChartPicture {
  const days = performance.series.map(({ day }) => day);
  if (view === "value") return { days, ...valueLines(performance) };
  return view === "return" ? { days, ...returnLines(performance) } : { days, ...drawdownLines(performance) };
}

type Lines = Omit<ChartPicture, "days">;

function valueLines({ series, currency }: Performance): Lines {
  const first = series[0];
  const last = series.at(-1);
  return {
    lines: [
      {
        key: "value",
        name: t("figures.dashboard.value"),
        colour: 0,
        filled: true,
        values: series.map((d) => drawn(d.value)),
      },
      {
        key: "invested",
        name: t("figures.dashboard.investedLine"),
        colour: 9,
        dashed: true,
        stepped: true,
        values: series.map((d) => drawn(d.invested)),
      },
    ],
    format: (value) => formatMoneyShort(String(value), currency),
    summary: t("figures.dashboard.valueSummary", {
      from: formatDate(first?.day ?? ""),
      to: formatDate(last?.day ?? ""),
      first: formatMoney(first?.value, currency),
      last: formatMoney(last?.value, currency),
      invested: formatMoney(last?.invested, currency),
    }),
  };
}

function returnLines({ series, returns, benchmark }: Performance): Lines {
  const own: DayLine = {
    key: "own",
    name: t("figures.dashboard.portfolioLine"),
    colour: 0,
    values: series.map(({ index }) => changePct(index)),
  };
  const span = { from: formatDate(series[0]?.day ?? ""), to: formatDate(series.at(-1)?.day ?? "") };
  const words = { ...span, own: formatRatio(returns.timeWeighted) };
  if (benchmark === null) {
    return { lines: [own], format: formatPercent, base: 0, summary: t("figures.dashboard.returnSummary", words) };
  }
  const other: DayLine = {
    key: "benchmark",
    name: benchmark.name,
    colour: 1,
    values: series.map((day) => changePct(day.benchmark)),
  };
  return {
    lines: [own, other],
    format: formatPercent,
    base: 0,
    summary: t("figures.dashboard.returnSummaryAgainst", {
      ...words,
      name: benchmark.name,
      benchmark: formatRatio(benchmark.total),
    }),
  };
}

function drawdownLines(performance: Performance): Lines {
  const { series } = performance;
  const line: DayLine = {
    key: "drawdown",
    name: t("figures.dashboard.shows.drawdown"),
    colour: 5,
    filled: true,
    values: series.map(({ drawdown }) => (drawdown === null ? null : Number(drawdown) * 100)),
  };
  return { lines: [line], format: formatPercent, base: 0, summary: drawdownWords(performance) };
}

/** The deepest fall in words. */
export function drawdownWords({ maxDrawdown: drawdown, unknownOn }: Performance): string {
  if (drawdown === null && unknownOn !== null) return t("figures.dashboard.drawdownUnknown");
  if (drawdown === null) return t("figures.dashboard.noDrawdown");
  const { depth, peakDay, troughDay, recoveredDay } = drawdown;
  return t("figures.dashboard.drawdownSummary", {
    depth: formatRatio(`-${depth}`),
    peak: formatDate(peakDay),
    trough: formatDate(troughDay),
    recovery:
      recoveredDay === null
        ? t("figures.dashboard.notRecovered")
        : t("figures.dashboard.recovered", { day: formatDate(recoveredDay) }),
  });
}
