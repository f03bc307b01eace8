import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { MoneyWeighted, Performance, PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatGain, formatMoney, formatRatio, UNKNOWN } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import { drawdownWords } from "./chart-lines.ts";
import classes from "./dashboard.module.css";

/** The returns of the period, each of its kind, with what is honest to say where there is none. */
export function ReturnFigures({ performance, period }: { performance: Performance; period: PerformancePeriod }) {
  const { portfolioId, currency, returns, from, to, maxDrawdown } = performance;
  const note =
    from === null ? null : t("figures.dashboard.returnsNote", { from: formatDate(from), to: formatDate(to) });
  const { timeWeighted, simple, gain, invested, moneyWeighted } = returns;
  const shared = { portfolioId, period };
  return (
    <Panel title={t("figures.dashboard.returns")} note={note}>
      <dl className={classes.tiles}>
        <ReturnTile {...shared} name={t("figures.dashboard.timeWeighted")} figure="timeWeighted" ratio={timeWeighted}>
          {timeWeightedNotes(returns)}
        </ReturnTile>
        <ReturnTile
          {...shared}
          name={t("figures.dashboard.moneyWeighted")}
          figure="moneyWeighted"
          ratio={moneyWeighted.solution === "unique" ? (moneyWeighted.annualRates[0] ?? null) : null}
        >
          {moneyWeightedNote(moneyWeighted)}
        </ReturnTile>
        <ReturnTile {...shared} name={t("figures.dashboard.simple")} figure="simpleReturn" ratio={simple}>
          {invested === null ? null : t("figures.dashboard.invested", { amount: formatMoney(invested, currency) })}
        </ReturnTile>
        <div>
          <dt>{t("figures.dashboard.gain")}</dt>
          <dd>
            <ExplainedFigure
              portfolioId={portfolioId}
              figure={{ figure: "simpleReturn", period }}
              label={t("figures.dashboard.gain")}
              direction={directionOfAmount(gain)}
            >
              {formatGain(gain, currency)}
            </ExplainedFigure>
          </dd>
        </div>
        <div>
          <dt>{t("figures.dashboard.shows.drawdown")}</dt>
          <dd>
            {maxDrawdown === null ? (
              UNKNOWN
            ) : (
              <ExplainedFigure
                portfolioId={portfolioId}
                figure={{ figure: "maxDrawdown", period }}
                label={t("figures.names.maxDrawdown")}
              >
                {formatRatio(`-${maxDrawdown.depth}`)}
              </ExplainedFigure>
            )}
            <small>{drawdownWords(performance)}</small>
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function ReturnTile({ portfolioId, period, name, figure, ratio, children }: ReturnTileProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <ExplainedFigure
          portfolioId={portfolioId}
          figure={{ figure, period }}
          label={name}
          direction={directionOfAmount(ratio)}
        >
          {formatRatio(ratio)}
        </ExplainedFigure>
        {children !== null && <small>{children}</small>}
      </dd>
    </div>
  );
}

interface ReturnTileProps {
  portfolioId: string;
  period: PerformancePeriod;
  name: string;
  figure: FigureRef["figure"];
  ratio: string | null;
  children: ReactNode;
}

function timeWeightedNotes(returns: Performance["returns"]): string | null {
  const { timeWeightedAnnualised, timeWeightedWithoutFees, currencyEffect } = returns;
  const parts = [
    timeWeightedAnnualised === null ? null : t("figures.dashboard.aYear", { pct: formatRatio(timeWeightedAnnualised) }),
    timeWeightedWithoutFees === null
      ? null
      : t("figures.dashboard.withoutFees", { pct: formatRatio(timeWeightedWithoutFees) }),
    currencyEffect === null || !/[1-9]/.test(currencyEffect)
      ? null
      : t("figures.dashboard.currencyEffect", { pct: formatRatio(currencyEffect) }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

/** What there is to say of a rate: over the period where it is the only one, else why there is none. */
function moneyWeightedNote({ solution, reason, annualRates, period }: MoneyWeighted): string | null {
  if (solution === "unique") {
    return period === null ? null : t("figures.dashboard.overPeriod", { pct: formatRatio(period) });
  }
  const why = t(`figures.dashboard.rate.${solution}`, { rates: annualRates.map(formatRatio).join(", ") });
  return reason === null ? why : `${why}. ${reason}`;
}
