import {
  type SimilarOrder as Order,
  type SimilarCoins as Similar,
  SimilarOrder,
  SimilarWindow,
} from "@cryptodesk/shared/market/similar.contract";
import { NativeSelect, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatNumber } from "../../lib/format.ts";
import { idsText } from "../../lib/id-list.ts";
import { Change } from "../../ui/change.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import classes from "./similar-coins.module.css";
import { useSimilar } from "./use-similar.ts";

// The coin itself is the tenth of a comparison.
const MOST_COMPARED = 9;

/** Other coins whose daily returns went with this one's, or against them, with the way to compare them. */
export function SimilarCoins({ id, name }: { id: string; name: string }) {
  const [window, setWindow] = useState<SimilarWindow>("90d");
  const [order, setOrder] = useState<Order>("most");
  const { data, isPending, isError, isPlaceholderData, error, refetch } = useSimilar(id, window, order);
  return (
    <Panel title={t("coin.similar.title")}>
      <div className={classes.controls}>
        <NativeSelect
          size="xs"
          aria-label={t("coin.similar.order")}
          value={order}
          data={SimilarOrder.options.map((value) => ({ value, label: t(`coin.similar.orders.${value}`) }))}
          onChange={({ currentTarget }) => setOrder(SimilarOrder.parse(currentTarget.value))}
        />
        <Segments
          size="xs"
          label={t("coin.similar.window")}
          value={window}
          options={SimilarWindow.options.map((value) => ({ value, label: t(`coin.spans.${value}`) }))}
          onChange={setWindow}
        />
      </div>
      <div className={classes.body} data-dimmed={isPlaceholderData} aria-busy={isPending}>
        {isPending && <Skeleton height="100%" />}
        {isError && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && data.items.length === 0 && <p className={classes.note}>{t("coin.similar.none")}</p>}
        {data && data.items.length > 0 && <SimilarTable answer={data} name={name} />}
      </div>
    </Panel>
  );
}

function SimilarTable({ answer: { id, window, items, compared }, name }: { answer: Similar; name: string }) {
  const compare = [id, ...items.slice(0, MOST_COMPARED).map(({ coin }) => coin.id)];
  return (
    <>
      <table className={classes.table}>
        <caption>{t("coin.similar.caption", { name, span: t(`coin.spanWords.${window}`), count: compared })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("words.coin")}</th>
            <th scope="col">{t("coin.similar.correlation")}</th>
            <th scope="col">{t("coin.similar.change")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ coin, correlation, observations, changePct }) => (
            <tr key={coin.id}>
              <th scope="row">
                <Link to="/coins/$coinId" params={{ coinId: coin.id }} title={coin.name}>
                  {coin.name} <span>{coin.symbol}</span>
                </Link>
              </th>
              <td title={t("coin.similar.days", { count: observations })}>{formatNumber(correlation, 2)}</td>
              <td>
                <Change pct={changePct} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Link className={classes.compare} to="/compare" search={{ ids: idsText(compare), window }}>
        {t("coin.similar.compare", { count: compare.length })}
      </Link>
    </>
  );
}
