import { useComputedColorScheme } from "@mantine/core";
import { AreaSeries, ColorType, createChart } from "lightweight-charts";
import { useEffect, useRef } from "react";
import { formatUsd } from "../../lib/format.ts";
import classes from "./cap-chart.module.css";

/** One day's worth of the market in USD. */
export interface CapPoint {
  /** UTC day. */
  date: string;
  value: number;
}

/** The market's worth from report to report. */
export function CapChart({ points, summary }: { points: readonly CapPoint[]; summary: string }) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    const style = getComputedStyle(container.current);
    const colour = (name: string) => style.getPropertyValue(`--desk-${name}`).trim();
    const chart = createChart(container.current, {
      autoSize: true,
      layout: {
        background: { type: ColorType.Solid, color: colour("surface") },
        textColor: colour("muted"),
        fontFamily: style.fontFamily,
        fontSize: 11,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: colour("line") } },
      rightPriceScale: { borderVisible: false },
      // Printed, the chart is narrower than on the screen.
      timeScale: { borderColor: colour("line"), lockVisibleTimeRangeOnResize: true },
      localization: {
        locale: document.documentElement.lang,
        priceFormatter: (value: number) => formatUsd(value.toFixed(0)),
      },
      handleScroll: false,
      handleScale: false,
    });
    const accent = colour("accent");
    const series = chart.addSeries(AreaSeries, {
      lineColor: accent,
      lineWidth: 2,
      topColor: `${accent}55`,
      bottomColor: `${accent}05`,
    });
    series.setData(points.map(({ date, value }) => ({ time: date, value })));
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [points, scheme]);
  return <figure ref={container} className={classes.root} aria-label={summary} />;
}
