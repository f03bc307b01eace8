import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { formatDateTime } from "../../lib/format.ts";
import { api } from "../../lib/trpc.ts";
import { showProblem, showToast } from "../../ui/toast.tsx";
import { type EntryDraft, instantOf } from "./entry-draft.ts";
import classes from "./market-price-button.module.css";

/** Fills in the market's closing price of the entry's day, in the portfolio's currency, and says where it comes from. */
export function MarketPriceButton({ portfolio, entry, onPrice }: MarketPriceButtonProps) {
  const [busy, setBusy] = useState(false);
  const { assetId, date } = entry;
  const ready = assetId !== "" && date !== "" && !busy;
  const ask = async () => {
    setBusy(true);
    try {
      // A deposit of one unit without a value is valued by the market, whatever the entry's type is.
      const draft = { type: "deposit", date: instantOf(date), assetId, quantity: "1" } as const;
      const { valuePrice } = await api.figures.preview.mutate({ portfolioId: portfolio.id, draft });
      if (valuePrice === null) return showProblem(t("transactions.noMarketPrice"));
      onPrice({ price: valuePrice.price, value: "", currency: portfolio.currency });
      showToast(t("transactions.marketPriceFrom", { source: valuePrice.source, at: formatDateTime(valuePrice.at) }));
    } catch (error) {
      showProblem(describeError(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" className={classes.root} disabled={!ready} onClick={() => void ask()}>
      {t("transactions.marketPrice")}
    </button>
  );
}

interface MarketPriceButtonProps {
  portfolio: Portfolio;
  entry: EntryDraft;
  onPrice: (part: Partial<EntryDraft>) => void;
}
