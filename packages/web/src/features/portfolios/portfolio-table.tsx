import type { PortfolioListItem } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Badge, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatGain, formatMoney, formatPercent, UNKNOWN } from "../../lib/format.ts";
import { CalculationNote } from "../../portfolio-data/calculation-note.tsx";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { useDeletePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { useMay } from "../../session/session.ts";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./portfolios.module.css";

/** Portfolios with what they are worth; every amount opens into what it was computed from. */
export function PortfolioTable({ items }: { items: readonly PortfolioListItem[] }) {
  const writes = useMay("portfolio:write");
  const remove = useDeletePortfolio();
  return (
    <RecordTable
      label={t("portfolio.list")}
      numbers={[1, 5]}
      actions={writes}
      columns={[
        t("portfolio.columns.name"),
        t("portfolio.columns.value"),
        t("portfolio.columns.change"),
        t("portfolio.columns.unrealized"),
        t("portfolio.columns.realized"),
        t("portfolio.columns.transactions"),
        t("portfolio.columns.age"),
      ]}
      rows={items.map((item) => ({
        key: item.portfolio.id,
        cells: [
          <PortfolioName key="name" item={item} />,
          <Value key="value" item={item} />,
          <DayChange key="change" item={item} />,
          <Gain key="unrealized" item={item} figure="unrealizedPnl" label={t("portfolio.columns.unrealized")} />,
          <Gain key="realized" item={item} figure="realizedPnl" label={t("portfolio.columns.realized")} />,
          formatCount(item.portfolio.transactionCount),
          <CalculationNote key="age" calculation={item.calculation} />,
        ],
        actions: writes && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("portfolio.deleteOf", { name: item.portfolio.name })}
            onClick={() => remove.mutate(item.portfolio)}
          >
            {t("portfolio.delete")}
          </Button>
        ),
      }))}
    />
  );
}

interface Cell {
  item: PortfolioListItem;
}

function PortfolioName({ item: { portfolio } }: Cell) {
  return (
    <span className={classes.name}>
      <Link to="/portfolios/$portfolioId" params={{ portfolioId: portfolio.id }}>
        {portfolio.name}
      </Link>
      {portfolio.isDemo && <Badge variant="light">{t("portfolio.demo")}</Badge>}
      {!portfolio.isActive && (
        <Badge variant="light" color="gray">
          {t("portfolio.aside")}
        </Badge>
      )}
    </span>
  );
}

function Value({ item: { portfolio, totals } }: Cell) {
  if (totals === null) return UNKNOWN;
  const { id, name, currency } = portfolio;
  const known = totals.currentValue ?? totals.knownValue;
  const amount = formatMoney(known, currency);
  return (
    <span className={classes.stack}>
      <ExplainedFigure
        portfolioId={id}
        figure={{ figure: "currentValue" }}
        label={`${t("portfolio.columns.value")}, ${name}`}
      >
        {totals.currentValue === null ? t("portfolio.atLeast", { amount }) : amount}
      </ExplainedFigure>
      {totals.unpriced > 0 && <small>{t("portfolio.unpriced", { count: totals.unpriced })}</small>}
      {totals.missing > 0 && <small>{t("portfolio.missing", { count: totals.missing })}</small>}
    </span>
  );
}

function DayChange({ item: { portfolio, totals } }: Cell) {
  if (!totals || totals.change24h === null) return UNKNOWN;
  const pct = totals.change24hPct === null ? null : Number(totals.change24hPct);
  return (
    <span className={classes.stack} data-direction={directionOfAmount(totals.change24h)}>
      {formatGain(totals.change24h, portfolio.currency)}
      <small>{formatPercent(pct)}</small>
    </span>
  );
}

function Gain({ item: { portfolio, totals }, figure, label }: GainProps) {
  if (totals === null) return UNKNOWN;
  const amount = totals[figure];
  return (
    <ExplainedFigure
      portfolioId={portfolio.id}
      figure={{ figure }}
      label={`${label}, ${portfolio.name}`}
      direction={directionOfAmount(amount)}
    >
      {formatGain(amount, portfolio.currency)}
    </ExplainedFigure>
  );
}

interface GainProps extends Cell {
  figure: "unrealizedPnl" | "realizedPnl";
  label: string;
}
