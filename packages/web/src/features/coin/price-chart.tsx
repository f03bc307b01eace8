import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime, formatPrice, formatQuantity, formatUsd } from "../../lib/format.ts";
import { Change } from "../../ui/change.tsx";
import { readChartColors } from "../../ui/chart-colors.ts";
import { plain } from "../../ui/chart-number.ts";
import type { ChartPicture } from "../../ui/chart-picture.ts";
import { useCrosshairKeys } from "../../ui/crosshair-keys.ts";
import { ChartDrawing, type ChartExtras, type ChartReading } from "./chart-drawing.ts";
import { writeIndicator } from "./chart-words.ts";
import { overlayColour } from "./overlay-drawing.ts";
import classes from "./price-chart.module.css";

/** The chart itself with a legend of what is under the crosshair. What it shows is also there as text and as a table. */
export function PriceChart({ picture, extras, view, live, summary, volumeUnit, nameOf }: PriceChartProps) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  const drawing = useRef<ChartDrawing | null>(null);
  const shownView = useRef<string | null>(null);
  const [reading, setReading] = useState<ChartReading | null>(null);
  const [palette, setPalette] = useState<readonly string[]>([]);
  const [keyed, byKey] = useCrosshairKeys(() => drawing.current, true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    const colors = readChartColors(container.current);
    drawing.current = new ChartDrawing(container.current, colors, setReading);
    setPalette(colors.series);
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

  const beside = (extras.overlay?.overlays ?? []).map(({ id }, index) => ({
    id,
    colour: overlayColour(palette, index),
  }));
  return (
    <div className={classes.root}>
      <Legend reading={reading} volumeUnit={volumeUnit} beside={beside} nameOf={nameOf} announced={byKey} />
      <figure
        ref={container}
        className={classes.canvas}
        {...keyed}
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
  nameOf: (id: string) => string;
}

function Legend({ reading, volumeUnit, beside, nameOf, announced }: LegendProps) {
  if (!reading) {
    return (
      <div className={classes.legend}>
        {beside.map(({ id, colour }) => (
          <span key={id}>
            <i className={classes.swatch} style={{ background: colour }} />
            {nameOf(id)}
          </span>
        ))}
        <span>{t("coin.legend.hint")}</span>
      </div>
    );
  }
  const { time, candle, value, volume, indicators, overlays } = reading;
  return (
    // Said aloud only when the keyboard moves it: the pointer would flood a screen reader.
    <div className={classes.legend} aria-live={announced ? "polite" : "off"}>
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
          <b>{volumeUnit === "usd" ? formatUsd(plain(volume)) : formatQuantity(plain(volume))}</b>
        </span>
      )}
      {!candle && value === null && <span>{t("coin.legend.gap")}</span>}
      {overlays.map(({ id, colour, changePct }) => (
        <span key={id}>
          <i className={classes.swatch} style={{ background: colour }} />
          {nameOf(id)} <Change pct={changePct} />
        </span>
      ))}
      {indicators.map(({ label, colour, unit, value: reading }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two indicators may have a part of the same name
        <span key={`${index} ${label}`}>
          <i className={classes.swatch} style={{ background: colour }} />
          {label} <b>{writeIndicator(reading, unit)}</b>
        </span>
      ))}
    </div>
  );
}

interface LegendProps {
  reading: ChartReading | null;
  volumeUnit: "base" | "usd" | null;
  /** The coins beside it, in the order of their lines. */
  beside: readonly { id: string; colour: string }[];
  nameOf: (id: string) => string;
  announced: boolean;
}

function LegendValue({ name, value }: { name: string; value: number }) {
  return (
    <span>
      {name} <b>{formatPrice(plain(value))}</b>
    </span>
  );
}
