import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime, formatNumber, formatPrice, formatUsd } from "../../lib/format.ts";
import { Change } from "../../ui/change.tsx";
import {
  ChartDrawing,
  type ChartExtras,
  type ChartPicture,
  type ChartReading,
  readChartColors,
} from "./chart-drawing.ts";
import { plain } from "./chart-number.ts";
import classes from "./price-chart.module.css";

/** The chart itself with a legend of what is under the crosshair. What it shows is also there as text and as a table. */
export function PriceChart({ picture, extras, view, live, summary, volumeUnit }: PriceChartProps) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  const drawing = useRef<ChartDrawing | null>(null);
  const shownView = useRef<string | null>(null);
  const [reading, setReading] = useState<ChartReading | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    drawing.current = new ChartDrawing(container.current, readChartColors(container.current), setReading);
    shownView.current = null;
    return () => drawing.current?.remove();
  }, [scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart of another scheme is a new, empty one
  useEffect(() => {
    drawing.current?.show(picture, extras, shownView.current !== view);
    shownView.current = view;
  }, [picture, extras, view, scheme]);

  useEffect(() => {
    if (live) drawing.current?.follow(Number(live.priceUsd), Date.parse(live.asOf));
  }, [live]);

  return (
    <div className={classes.root}>
      <Legend reading={reading} volumeUnit={volumeUnit} />
      <figure
        ref={container}
        className={classes.canvas}
        style={{
          "--panes": new Set(extras.indicators.map(({ pane }) => pane).filter((pane) => pane !== "price")).size,
        }}
        aria-label={summary}
      />
    </div>
  );
}

interface PriceChartProps {
  picture: ChartPicture;
  extras: ChartExtras;
  /** Names what is looked at; only when it changes is the whole of the picture brought into view. */
  view: string;
  /** The newest price, which moves the last bar. */
  live: ListingChange | undefined;
  summary: string;
  volumeUnit: "base" | "usd" | null;
}

function Legend({ reading, volumeUnit }: { reading: ChartReading | null; volumeUnit: "base" | "usd" | null }) {
  if (!reading) return <div className={classes.legend}>{t("coin.legend.hint")}</div>;
  const { time, candle, value, volume, indicators } = reading;
  return (
    <div className={classes.legend}>
      <span>{formatDateTime(new Date(time * 1000).toISOString())}</span>
      {candle && (
        <>
          <LegendValue name="O" value={candle.open} />
          <LegendValue name="H" value={candle.high} />
          <LegendValue name="L" value={candle.low} />
          <LegendValue name="C" value={candle.close} />
          <Change pct={(candle.close / candle.open - 1) * 100} />
        </>
      )}
      {value !== null && <LegendValue name={t("words.price")} value={value} />}
      {volume !== null && (
        <span>
          {t("coin.legend.volume")}{" "}
          <b>{volumeUnit === "usd" ? formatUsd(plain(volume)) : formatUsd(plain(volume)).replace("$", "")}</b>
        </span>
      )}
      {!candle && value === null && <span>{t("coin.legend.gap")}</span>}
      {indicators.map(({ label, colour, value: reading }) => (
        <span key={label}>
          <i className={classes.swatch} style={{ background: colour }} />
          {label} <b>{formatNumber(reading, Math.abs(reading) >= 1 ? 2 : 6)}</b>
        </span>
      ))}
    </div>
  );
}

function LegendValue({ name, value }: { name: string; value: number }) {
  return (
    <span>
      {name} <b>{formatPrice(plain(value))}</b>
    </span>
  );
}
