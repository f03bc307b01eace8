import type { SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatMoney, formatShare, formatUnits } from "../../lib/format.ts";
import { Change } from "../../ui/change.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

const pct = (text: string | null): number | null => (text === null ? null : Number(text));

/** What is held; units and values only where the owner shows amounts. */
export function SharedHoldings({ shown: { holdings, hidesAmounts, currency } }: { shown: SharedPortfolio }) {
  if (holdings.length === 0) return <EmptyNotice title={t("portfolioShare.nothingHeld")} />;
  return (
    <RecordTable
      label={t("portfolioShare.holdings")}
      numbers={[1, 5]}
      columns={[
        t("portfolioShare.asset"),
        t("portfolioShare.share"),
        t("portfolioShare.change"),
        t("portfolioShare.gain"),
        ...(hidesAmounts ? [] : [t("portfolioShare.quantity"), t("portfolioShare.value")]),
      ]}
      rows={holdings.map(({ asset, allocationPct, change24hPct, unrealizedPnlPct, quantity, currentValue }) => ({
        key: asset.id,
        cells: [
          `${asset.symbol} ${asset.name}`,
          formatShare(pct(allocationPct)),
          <Change key="change" pct={pct(change24hPct)} />,
          <Change key="gain" pct={pct(unrealizedPnlPct)} />,
          ...(hidesAmounts ? [] : [formatUnits(quantity), formatMoney(currentValue, currency)]),
        ],
      }))}
    />
  );
}
