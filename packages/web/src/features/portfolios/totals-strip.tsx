import type { PortfolioListItem } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatGain, formatMoney } from "../../lib/format.ts";
import { Fact } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { sumByCurrency } from "./portfolio-totals.ts";
import classes from "./portfolios.module.css";

/** What portfolios of one currency come to together. Nothing is converted: sums of several currencies are several sums. */
export function TotalsStrip({ items }: { items: readonly PortfolioListItem[] }) {
  return sumByCurrency(items).map(({ currency, currentValue, unrealizedPnl, change24h }) => (
    <Panel key={currency} title={t("portfolio.total", { currency: currency.toUpperCase() })}>
      <dl className={classes.totals}>
        <Fact name={t("portfolio.columns.value")}>{formatMoney(currentValue, currency)}</Fact>
        <Fact name={t("portfolio.columns.change")}>{formatGain(change24h, currency)}</Fact>
        <Fact name={t("portfolio.columns.unrealized")}>{formatGain(unrealizedPnl, currency)}</Fact>
      </dl>
    </Panel>
  ));
}
