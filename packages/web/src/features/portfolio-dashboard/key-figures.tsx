import type { PortfolioSummary } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Portfolio, PortfolioTotals } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatGain, formatMoney, formatPercent, UNKNOWN } from "../../lib/format.ts";
import { toldWords } from "../../lib/told-words.ts";
import { CalculationNote } from "../../portfolio-data/calculation-note.tsx";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import { CurrencySwitch } from "./currency-switch.tsx";
import classes from "./dashboard.module.css";

/** What the portfolio is worth now, what it gained, and how old the figures are. */
export function KeyFigures({ portfolio, summary }: { portfolio: Portfolio; summary: PortfolioSummary }) {
  const { calculation, totals, currency } = summary;
  const tiles = useMemo(() => tilesOf(totals, currency), [totals, currency]);
  // Nothing was ever computed: zeros would be wrong.
  const known = calculation.revision !== null;
  return (
    <>
      {calculation.state === "failed" && (
        <WarningNotice title={t("figures.dashboard.contradiction")}>
          {toldWords("refusals", calculation.problem?.detail ?? "")}{" "}
          <Link to="/portfolios/$portfolioId/transactions" params={{ portfolioId: portfolio.id }}>
            {t("figures.dashboard.contradictionDo")}
          </Link>
        </WarningNotice>
      )}
      <Panel
        title={t("figures.dashboard.keyFigures")}
        note={<CalculationNote calculation={calculation} />}
        actions={<CurrencySwitch portfolio={portfolio} />}
      >
        <dl className={`${classes.tiles} ${classes.lead}`}>
          {tiles.map(({ figure, amount, written, isGain, note }) => (
            <div key={figure}>
              <dt>{t(`figures.names.${figure}`)}</dt>
              <dd>
                <ExplainedFigure
                  portfolioId={portfolio.id}
                  figure={{ figure }}
                  label={t(`figures.names.${figure}`)}
                  direction={isGain ? directionOfAmount(amount) : undefined}
                >
                  {known ? written : UNKNOWN}
                </ExplainedFigure>
                {known && note !== null && <small>{note}</small>}
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  );
}

interface Tile {
  figure: "currentValue" | "costBasisTotal" | "unrealizedPnl" | "realizedPnl" | "income" | "fees";
  amount: string | null;
  written: string;
  isGain: boolean;
  note: ReactNode;
}

function tilesOf(totals: PortfolioTotals, currency: string): Tile[] {
  const atLeast = (whole: string | null, known: string) =>
    whole === null ? t("portfolio.atLeast", { amount: formatMoney(known, currency) }) : formatMoney(whole, currency);
  const some = (count: number) => (count === 0 ? null : t("figures.dashboard.unknownSome", { count }));
  const money = { isGain: false };
  const { unrealizedPnl, unrealizedPnlPct, realizedPnl } = totals;
  return [
    {
      ...money,
      figure: "currentValue",
      amount: totals.currentValue,
      written: atLeast(totals.currentValue, totals.knownValue),
      note: dayNote(totals, currency),
    },
    {
      ...money,
      figure: "costBasisTotal",
      amount: totals.costBasisTotal,
      written: atLeast(totals.costBasisTotal, totals.knownCostBasis),
      note: totals.missing === 0 ? null : t("figures.dashboard.missingNote", { count: totals.missing }),
    },
    {
      figure: "unrealizedPnl",
      amount: unrealizedPnl,
      written: formatGain(unrealizedPnl, currency),
      isGain: true,
      note: unrealizedPnlPct === null ? null : t("figures.dashboard.ofWhat", { pct: pctText(unrealizedPnlPct) }),
    },
    {
      figure: "realizedPnl",
      amount: realizedPnl,
      written: formatGain(realizedPnl, currency),
      isGain: true,
      note: null,
    },
    {
      ...money,
      figure: "income",
      amount: totals.income,
      written: formatMoney(totals.income, currency),
      note: some(totals.unknownIncome),
    },
    {
      ...money,
      figure: "fees",
      amount: totals.fees,
      written: formatMoney(totals.fees, currency),
      note: some(totals.unknownFees),
    },
  ];
}

function dayNote({ change24h, change24hPct, unpriced }: PortfolioTotals, currency: string): string | null {
  const parts = [
    change24h === null
      ? null
      : `${t("figures.dashboard.day")}: ${formatGain(change24h, currency)} (${pctText(change24hPct)})`,
    unpriced === 0 ? null : t("portfolio.unpriced", { count: unpriced }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

/** Percent points as the API gives them. */
const pctText = (pct: string | null): string => formatPercent(pct === null ? null : Number(pct));
