import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { copyTable } from "../../lib/copy-table.ts";
import { formatPercent, formatPrice, formatShare, formatUsd } from "../../lib/format.ts";
import { LivePriceCell } from "../../market-data/live-cells.tsx";
import { Change } from "../../ui/change.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { seriesColour } from "./series-colour.ts";

/** The compared coins side by side. */
export function ComparisonTable({ comparison, listings }: ComparisonTableProps) {
  const head = [
    t("words.coin"),
    t("words.price"),
    `${t("words.change")} ${t(`compare.windows.${comparison.window}`)}`,
    t("compare.volatility"),
    t("compare.drawdown"),
    t("words.marketCap"),
    t("words.volume24h"),
  ];
  const copy = () =>
    copyTable([
      head,
      ...comparison.series.map(({ id, name, symbol, changePct, volatilityPct, maxDrawdownPct }) => [
        `${name} (${symbol})`,
        formatPrice(listings.get(id)?.priceUsd),
        formatPercent(changePct),
        formatShare(volatilityPct),
        formatPercent(fall(maxDrawdownPct)),
        formatUsd(listings.get(id)?.marketCapUsd),
        formatUsd(listings.get(id)?.volume24hUsd),
      ]),
    ]);
  return (
    <Panel title={t("compare.table")} flush actions={<CopyButton label={t("compare.copyTable")} copy={copy} />}>
      <DataTable
        numbers={[1, 6]}
        label={t("compare.table")}
        head={head}
        rows={comparison.series.map(({ id, name, symbol, changePct, volatilityPct, maxDrawdownPct }, index) => {
          const listing = listings.get(id);
          return {
            key: id,
            cells: [
              <span key="coin">
                <Swatch colour={seriesColour(index)} />
                <Link to="/coins/$coinId" params={{ coinId: id }}>
                  {name}
                </Link>{" "}
                {symbol}
              </span>,
              listing ? <LivePriceCell key="price" listing={listing} /> : formatPrice(null),
              <Change key="change" pct={changePct} />,
              formatShare(volatilityPct),
              <Change key="drawdown" pct={fall(maxDrawdownPct)} />,
              formatUsd(listing?.marketCapUsd),
              formatUsd(listing?.volume24hUsd),
            ],
          };
        })}
      />
    </Panel>
  );
}

/** A drawdown is counted downwards: 12 becomes −12. */
const fall = (drawdownPct: number | null) => (drawdownPct === null ? null : -drawdownPct);

interface ComparisonTableProps {
  comparison: Comparison;
  listings: ReadonlyMap<string, ListingView>;
}
