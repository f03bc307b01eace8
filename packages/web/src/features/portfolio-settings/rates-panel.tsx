import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { LedgerQuantity } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatUnits } from "../../lib/format.ts";
import { CurrencyField } from "../../portfolio-data/currency-field.tsx";
import { useDayRates, useSetRates } from "../../portfolio-data/use-exchange.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./portfolio-settings.module.css";

/** Exchange rates by day, and setting one's own. */
export function RatesPanel({ portfolio }: { portfolio: Portfolio }) {
  const writes = useMay("portfolio:write");
  const [currency, setCurrency] = useState<string>(portfolio.currency === "usd" ? "eur" : portfolio.currency);
  const [day, setDay] = useState("");
  const [perUsd, setPerUsd] = useState("");
  const [tried, setTried] = useState(false);
  const { data, isPending, error, refetch } = useDayRates(currency);
  const set = useSetRates(() => {
    setPerUsd("");
    setTried(false);
    showToast(t("portfolioSettings.rateSet"));
  });
  const rate = perUsd.trim();
  const bad = !LedgerQuantity.safeParse(rate).success;
  return (
    <Panel title={t("portfolioSettings.rates")} flush>
      <div className={classes.body}>
        <p className={classes.hint}>{t("portfolioSettings.ratesDetail")}</p>
        <form
          className={classes.line}
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (!bad && day !== "") set.mutate({ rates: [{ currency, day, perUsd: rate }] });
          }}
        >
          <CurrencyField
            size="xs"
            label={t("portfolioSettings.rateCurrency")}
            value={currency}
            withoutUsd
            onChange={setCurrency}
          />
          {writes && (
            <>
              <TextInput
                size="xs"
                type="date"
                label={t("portfolioSettings.rateDay")}
                value={day}
                error={tried && day === ""}
                onChange={({ currentTarget }) => setDay(currentTarget.value)}
              />
              <TextInput
                size="xs"
                inputMode="decimal"
                label={t("portfolioSettings.perUsd")}
                value={perUsd}
                error={tried && bad ? t("portfolioSettings.perUsdBad") : null}
                onChange={({ currentTarget }) => setPerUsd(currentTarget.value)}
              />
              <Button type="submit" size="xs" loading={set.isPending}>
                {t("portfolioSettings.addRate")}
              </Button>
            </>
          )}
        </form>
        <p className={classes.error} role="alert">
          {reasonOf(set.error)}
        </p>
      </div>
      {isPending && <Skeleton height={120} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice title={t("portfolioSettings.noRates")} />}
      {data && data.items.length > 0 && (
        <RecordTable
          label={t("portfolioSettings.rates")}
          actions={writes}
          columns={[t("portfolioSettings.rateDay"), t("portfolioSettings.perUsd"), t("portfolioSettings.rateSource")]}
          rows={data.items.map((item) => ({
            key: `${item.day} ${item.source}`,
            cells: [
              formatDate(item.day),
              formatUnits(item.perUsd),
              item.source === "own" ? t("portfolioSettings.ownRate") : item.source,
            ],
            actions: writes && item.source === "own" && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("portfolioSettings.removeRateOf", { day: formatDate(item.day) })}
                onClick={() => set.mutate({ rates: [{ currency, day: item.day, perUsd: null }] })}
              >
                {t("portfolioSettings.removeRate")}
              </Button>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
