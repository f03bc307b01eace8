import { useComputedColorScheme } from "@mantine/core";
import { AreaSeries, ColorType, createChart } from "lightweight-charts";
import { useEffect, useRef } from "react";
import { formatPercent } from "../../lib/format.ts";
import classes from "./shared.module.css";

/** An index that starts at 1, drawn as its change in percent. */
export function IndexLine({ points, summary }: IndexLineProps) {
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
      timeScale: { borderColor: colour("line") },
      localization: {
        // Months of the axis are named in the language of the page.
        locale: document.documentElement.lang,
        priceFormatter: (value: number) => formatPercent(value),
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
    series.setData(points.map(({ day, index }) => ({ time: day, value: (index - 1) * 100 })));
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [points, scheme]);
  return <figure ref={container} className={classes.line} aria-label={summary} />;
}

interface IndexLineProps {
  /** UTC days in order with the index on each. */
  points: readonly { day: string; index: number }[];
  summary: string;
}
