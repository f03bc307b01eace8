import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { GainTotals } from "@cryptodesk/shared/portfolio/gains.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatGain, formatMoney } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import classes from "./gains.module.css";

/** The sums of a report; the gain opens into its matches. */
export function GainTotalsList({ portfolioId, totals, currency, figure }: GainTotalsListProps) {
  const parts = [
    { key: "short", amount: totals.shortTermGain },
    { key: "long", amount: totals.longTermGain },
    { key: "undated", amount: totals.undatedGain },
  ] as const;
  return (
    <dl className={classes.sums}>
      <div>
        <dt>{t("figures.gains.gain")}</dt>
        <dd>
          <RealisedGain portfolioId={portfolioId} amount={totals.gain} currency={currency} figure={figure}>
            {t("figures.names.realizedPnl")}
          </RealisedGain>
        </dd>
      </div>
      {parts.map(({ key, amount }) => (
        <div key={key}>
          <dt>{t(`figures.gains.${key}`)}</dt>
          <dd>{formatGain(amount, currency)}</dd>
        </div>
      ))}
      <div>
        <dt>{t("figures.gains.proceeds")}</dt>
        <dd>{formatMoney(totals.proceeds, currency)}</dd>
      </div>
      <div>
        <dt>{t("figures.gains.cost")}</dt>
        <dd>{formatMoney(totals.cost, currency)}</dd>
      </div>
      <div>
        <dt>{t("figures.gains.disposals")}</dt>
        <dd>{formatCount(totals.disposals)}</dd>
      </div>
    </dl>
  );
}

interface GainTotalsListProps {
  portfolioId: string;
  totals: GainTotals;
  currency: string;
  /** What the gain opens into; null: that of a year, whose matches open one by one. */
  figure: FigureRef | null;
}

/** A gain in colour that opens where it can; `children` is what it is called. */
export function RealisedGain({ portfolioId, amount, currency, figure, children }: RealisedGainProps) {
  const written = formatGain(amount, currency);
  const direction = directionOfAmount(amount);
  if (figure === null) {
    return (
      <span className={classes.signed} data-direction={direction}>
        {written}
      </span>
    );
  }
  return (
    <ExplainedFigure portfolioId={portfolioId} figure={figure} label={children} direction={direction}>
      {written}
    </ExplainedFigure>
  );
}

interface RealisedGainProps {
  portfolioId: string;
  amount: string;
  currency: string;
  figure: FigureRef | null;
  children: string;
}
