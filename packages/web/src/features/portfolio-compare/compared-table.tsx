import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { PerformancePeriod, PortfolioComparison } from "@cryptodesk/shared/portfolio/performance.contract";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatGain, formatRatio, formatShare, UNKNOWN } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

type Item = PortfolioComparison["items"][number];

/** The returns and risks of portfolios side by side; each in its own currency. */
export function ComparedTable({ comparison, period }: { comparison: PortfolioComparison; period: PerformancePeriod }) {
  return (
    <Panel title={t("figures.compare.table")} note={t("figures.compare.tableNote")} flush>
      <RecordTable
        label={t("figures.compare.table")}
        numbers={[1, 6]}
        columns={[
          t("portfolio.columns.name"),
          t("figures.dashboard.timeWeighted"),
          t("figures.dashboard.moneyWeighted"),
          t("figures.dashboard.simple"),
          t("figures.dashboard.gain"),
          t("figures.dashboard.shows.drawdown"),
          t("figures.compare.volatility"),
        ]}
        rows={comparison.items.map((item) => {
          const { portfolioId, name, currency, returns, maxDrawdown, volatility } = item;
          const { solution, annualRates } = returns.moneyWeighted;
          const rate = solution === "unique" ? (annualRates[0] ?? null) : null;
          return {
            key: portfolioId,
            cells: [
              <Link key="name" to="/portfolios/$portfolioId" params={{ portfolioId }}>
                {name}
              </Link>,
              <Return key="twr" item={item} period={period} figure="timeWeighted" ratio={returns.timeWeighted} />,
              <Return key="mwr" item={item} period={period} figure="moneyWeighted" ratio={rate} />,
              <Return key="simple" item={item} period={period} figure="simpleReturn" ratio={returns.simple} />,
              formatGain(returns.gain, currency),
              maxDrawdown === null ? UNKNOWN : formatRatio(`-${maxDrawdown}`),
              formatShare(volatility === null ? null : Number(volatility) * 100),
            ],
          };
        })}
      />
    </Panel>
  );
}

function Return({ item, period, figure, ratio }: ReturnProps) {
  return (
    <ExplainedFigure
      portfolioId={item.portfolioId}
      figure={{ figure, period }}
      label={t("figures.of", { figure: t(`figures.names.${figure}`), what: item.name })}
      direction={directionOfAmount(ratio)}
    >
      {formatRatio(ratio)}
    </ExplainedFigure>
  );
}

interface ReturnProps {
  item: Item;
  period: PerformancePeriod;
  figure: Extract<FigureRef["figure"], "timeWeighted" | "moneyWeighted" | "simpleReturn">;
  ratio: string | null;
}
