import type { Holding } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import {
  formatGain,
  formatMoney,
  formatMoneyPrice,
  formatPercent,
  formatShare,
  formatUnits,
} from "../../lib/format.ts";
import { useListingsById } from "../../market-data/use-listings-by-id.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { Change } from "../../ui/change.tsx";
import { CoinIcon } from "../../ui/coin-icon.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./holdings.module.css";

/** Holdings with every figure opening into what it was computed from; `closed` leaves out what has no meaning any more. */
export function HoldingTable({ portfolio, holdings, closed = false, onLots }: HoldingTableProps) {
  const coins = holdings.filter(({ asset }) => asset.kind === "coin").map(({ asset }) => asset.id);
  const { byId } = useListingsById(coins.slice(0, 250));
  const columns = closed
    ? [
        t("figures.holdings.asset"),
        t("figures.holdings.realized"),
        t("figures.holdings.income"),
        t("figures.names.fees"),
      ]
    : [
        t("figures.holdings.asset"),
        t("figures.holdings.quantity"),
        t("figures.holdings.price"),
        t("figures.holdings.value"),
        t("figures.holdings.costBasis"),
        t("figures.holdings.unrealized"),
        t("figures.holdings.realized"),
      ];
  return (
    <RecordTable
      label={t(closed ? "figures.holdings.closed" : "figures.holdings.title")}
      actions={onLots !== undefined}
      columns={columns}
      numbers={[1, closed ? 3 : 6]}
      rows={holdings.map((holding) => {
        const cell = { portfolio, holding };
        const name = <AssetName key="name" {...cell} imageUrl={byId.get(holding.asset.id)?.imageUrl} />;
        const realized = <GainFigure key="realized" {...cell} figure="realizedPnl" amount={holding.realizedPnl} />;
        return {
          key: holding.asset.id,
          cells: closed
            ? [
                name,
                realized,
                <Amount key="income" {...cell} figure="income" amount={holding.income} />,
                <Amount key="fees" {...cell} figure="fees" amount={holding.fees} />,
              ]
            : [
                name,
                <Quantity key="quantity" {...cell} />,
                <Price key="price" {...cell} />,
                <Value key="value" {...cell} />,
                <CostBasis key="cost" {...cell} />,
                <Unrealized key="unrealized" {...cell} />,
                realized,
              ],
          actions: onLots && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t("figures.holdings.lotsOf", { name: holding.asset.symbol })}
              onClick={() => onLots(holding)}
            >
              {t("figures.holdings.lots")}
            </Button>
          ),
        };
      })}
    />
  );
}

interface HoldingTableProps {
  portfolio: Portfolio;
  holdings: readonly Holding[];
  closed?: boolean;
  /** Opens the lots of a holding; offered while given. */
  onLots?: (holding: Holding) => void;
}

interface Cell {
  portfolio: Portfolio;
  holding: Holding;
}

function AssetName({
  portfolio,
  holding: { asset, missing },
  imageUrl,
}: Cell & { imageUrl: string | null | undefined }) {
  return (
    <span className={classes.name}>
      <CoinIcon id={asset.id} symbol={asset.symbol} imageUrl={imageUrl} size={20} />
      <span className={classes.stack}>
        <Link
          to="/portfolios/$portfolioId/transactions"
          params={{ portfolioId: portfolio.id }}
          search={{ asset: asset.id }}
          title={t("figures.holdings.transactionsOf", { name: asset.name })}
        >
          {asset.symbol}
        </Link>
        <small>
          {asset.name}
          {missing > 0 && `; ${t("figures.holdings.missing", { count: missing })}`}
        </small>
      </span>
    </span>
  );
}

function Explained({ portfolio, holding: { asset }, figure, amount, children }: ExplainedProps) {
  return (
    <ExplainedFigure
      portfolioId={portfolio.id}
      figure={{ figure, assetId: asset.id }}
      label={t("figures.of", { figure: t(`figures.names.${figure}`), what: asset.symbol })}
      direction={directionOfAmount(amount)}
    >
      {children}
    </ExplainedFigure>
  );
}

type Figure =
  | "quantity"
  | "price"
  | "currentValue"
  | "costBasisTotal"
  | "unrealizedPnl"
  | "realizedPnl"
  | "income"
  | "fees";

interface ExplainedProps extends Cell {
  figure: Figure;
  /** Colours a gain or a loss. */
  amount?: string | null;
  children: ReactNode;
}

function Quantity(cell: Cell) {
  const { quantity, wallets, asset } = cell.holding;
  const many = wallets.length > 1;
  const places = wallets.map((wallet) => `${wallet.name}: ${formatUnits(wallet.quantity)}`).join("; ");
  return (
    <span className={classes.stack}>
      <Explained {...cell} figure="quantity">
        {formatUnits(quantity)}
      </Explained>
      <small>{many ? places : asset.symbol}</small>
    </span>
  );
}

function Price(cell: Cell) {
  const { change24hPct, price } = cell.holding;
  if (price === null) return <span className={classes.quiet}>{t("figures.holdings.noPrice")}</span>;
  return (
    <span className={classes.stack} title={price.source}>
      <Explained {...cell} figure="price">
        {formatMoneyPrice(price.price, cell.portfolio.currency)}
      </Explained>
      <Change pct={change24hPct === null ? null : Number(change24hPct)} />
    </span>
  );
}

function Value(cell: Cell) {
  const { currentValue, allocationPct } = cell.holding;
  return (
    <span className={classes.stack}>
      <Explained {...cell} figure="currentValue">
        {formatMoney(currentValue, cell.portfolio.currency)}
      </Explained>
      <small>{formatShare(allocationPct === null ? null : Number(allocationPct))}</small>
    </span>
  );
}

function CostBasis(cell: Cell) {
  const { costBasis, costBasisTotal, knownCostBasis, quantityWithoutCost } = cell.holding;
  const { currency } = cell.portfolio;
  const known = formatMoney(costBasisTotal ?? knownCostBasis, currency);
  return (
    <span className={classes.stack}>
      <Explained {...cell} figure="costBasisTotal">
        {costBasisTotal === null ? t("figures.holdings.atLeast", { amount: known }) : known}
      </Explained>
      <small>
        {costBasis === null
          ? t("figures.holdings.unknownCost", { quantity: formatUnits(quantityWithoutCost) })
          : t("figures.holdings.ofOne", { amount: formatMoneyPrice(costBasis, currency) })}
      </small>
    </span>
  );
}

function Unrealized(cell: Cell) {
  const { unrealizedPnl: gain, unrealizedPnlPct: pct } = cell.holding;
  return (
    <span className={classes.stack}>
      <Explained {...cell} figure="unrealizedPnl" amount={gain}>
        {formatGain(gain, cell.portfolio.currency)}
      </Explained>
      <small>{formatPercent(pct === null ? null : Number(pct))}</small>
    </span>
  );
}

function GainFigure({ amount, ...cell }: Cell & { figure: Figure; amount: string }) {
  return (
    <Explained {...cell} amount={amount}>
      {formatGain(amount, cell.portfolio.currency)}
    </Explained>
  );
}

function Amount({ amount, ...cell }: Cell & { figure: Figure; amount: string }) {
  return <Explained {...cell}>{formatMoney(amount, cell.portfolio.currency)}</Explained>;
}
