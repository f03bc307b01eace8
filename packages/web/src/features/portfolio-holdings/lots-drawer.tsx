import type { Holding, Lot, LotList } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Drawer, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate, formatGain, formatMoney, formatMoneyPrice, formatUnits } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { describeMethods } from "../../portfolio-data/transaction-words.ts";
import { useLots } from "../../portfolio-data/use-figures.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import classes from "./holdings.module.css";

/** The open lots of a holding, each opening into what it cost. */
export function LotsDrawer({ portfolio, holding, onClose }: LotsDrawerProps) {
  return (
    <Drawer.Root opened={holding !== null} onClose={onClose} position="right" size="58rem">
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title>{t("figures.holdings.lotsOf", { name: holding?.asset.name ?? "" })}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("words.close")} />
        </div>
        <Drawer.Body>{holding && <Lots portfolio={portfolio} assetId={holding.asset.id} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface LotsDrawerProps {
  portfolio: Portfolio;
  /** Null: closed. */
  holding: Holding | null;
  onClose: () => void;
}

function Lots({ portfolio, assetId }: { portfolio: Portfolio; assetId: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLots(portfolio.id, assetId);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={200} />;
  if (data.items.length === 0) return <EmptyNotice title={t("figures.holdings.noLots")} />;
  const { total, items, method } = data;
  return (
    <>
      <p className={classes.note}>
        {t("figures.holdings.lotsNote", { count: total, amount: formatCount(total), method: describeMethods(method) })}{" "}
        {items.length < total &&
          t("figures.holdings.lotsSome", { shown: formatCount(items.length), total: formatCount(total) })}
      </p>
      <DataTable
        tall
        label={t("figures.holdings.lots")}
        numbers={[1, 5]}
        head={[
          t("figures.holdings.acquired"),
          t("figures.holdings.units"),
          t("figures.holdings.cost"),
          t("figures.holdings.each"),
          t("figures.holdings.worth"),
          t("figures.holdings.gain"),
          t("figures.holdings.held"),
        ]}
        rows={items.map((lot) => ({
          key: `${lot.walletId ?? ""} ${lot.id}`,
          cells: lotCells(portfolio.id, data, lot),
        }))}
      />
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} label={t("figures.holdings.moreLots")} />
    </>
  );
}

function lotCells(portfolioId: string, { asset, currency }: LotList, lot: Lot) {
  const named = (figure: "lot" | "lotValue" | "lotUnrealizedPnl") =>
    t("figures.of", { figure: t(`figures.names.${figure}`), what: `${asset.symbol}, ${formatDate(lot.acquiredAt)}` });
  const wallet = lot.walletId === null ? {} : { walletId: lot.walletId };
  return [
    formatDate(lot.acquiredAt),
    formatUnits(lot.quantity),
    <ExplainedFigure
      key="cost"
      portfolioId={portfolioId}
      figure={{ figure: "lot", assetId: asset.id, lotId: lot.id, ...wallet }}
      label={named("lot")}
    >
      {formatMoney(lot.costTotal, currency)}
    </ExplainedFigure>,
    formatMoneyPrice(lot.costPerUnit, currency),
    <ExplainedFigure
      key="value"
      portfolioId={portfolioId}
      figure={{ figure: "lotValue", assetId: asset.id, lotId: lot.id, ...wallet }}
      label={named("lotValue")}
    >
      {formatMoney(lot.currentValue, currency)}
    </ExplainedFigure>,
    <ExplainedFigure
      key="gain"
      portfolioId={portfolioId}
      figure={{ figure: "lotUnrealizedPnl", assetId: asset.id, lotId: lot.id, ...wallet }}
      label={named("lotUnrealizedPnl")}
      direction={directionOfAmount(lot.unrealizedPnl)}
    >
      {formatGain(lot.unrealizedPnl, currency)}
    </ExplainedFigure>,
    heldWords(lot),
  ];
}

function heldWords({ holdingDays, term }: Lot): string {
  const days = t("figures.holdings.heldDays", { count: holdingDays });
  return term === null ? days : `${days}, ${t(`figures.holdings.terms.${term}`)}`;
}
