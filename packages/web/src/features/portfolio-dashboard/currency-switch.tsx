import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { CurrencyField } from "../../portfolio-data/currency-field.tsx";
import { useUpdatePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import classes from "./dashboard.module.css";

/** In which currency the portfolio counts; another one is asked about first, because everything is computed anew. */
export function CurrencySwitch({ portfolio: { id, version, currency } }: { portfolio: Portfolio }) {
  const writes = useMay("portfolio:write");
  const [wanted, setWanted] = useState<string | null>(null);
  const update = useUpdatePortfolio(() => setWanted(null));
  if (!writes) return null;
  const name = (wanted ?? currency).toUpperCase();
  return (
    <div className={classes.currency}>
      <CurrencyField
        size="xs"
        aria-label={t("figures.dashboard.inLabel")}
        value={currency}
        onChange={(next) => next !== currency && setWanted(next)}
      />
      {wanted !== null && (
        <AskDialog
          title={t("figures.dashboard.changeCurrency", { currency: name })}
          confirm={t("figures.dashboard.changeCurrencyDo", { currency: name })}
          busy={update.isPending}
          error={reasonOf(update.error)}
          onConfirm={() => update.mutate({ portfolioId: id, version, currency: wanted })}
          onClose={() => {
            update.reset();
            setWanted(null);
          }}
        >
          {t("figures.dashboard.changeCurrencyDetail")}
        </AskDialog>
      )}
    </div>
  );
}
