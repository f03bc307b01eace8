import type { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import type { SharedPortfolio as Shown } from "@cryptodesk/shared/portfolio/share.contract";
import { NativeSelect, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { fieldMessage } from "../../lib/field-message.ts";
import { formatAge, formatGain, formatMoney, formatPercent, formatRatio } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Fact } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PasswordForm } from "./password-form.tsx";
import classes from "./shared.module.css";
import { SharedHoldings } from "./shared-holdings.tsx";
import { SharedPerformance } from "./shared-performance.tsx";
import { asksForPassword, type PasswordTry, useShared } from "./use-shared.ts";

const PERIODS = {
  "7d": "week",
  "30d": "month",
  "90d": "quarter",
  ytd: "ytd",
  "1y": "year",
  "3y": "threeYears",
  "5y": "fiveYears",
  all: "all",
} as const satisfies Record<PerformancePeriod, string>;
const ORDER: readonly PerformancePeriod[] = ["7d", "30d", "90d", "ytd", "1y", "3y", "5y", "all"];

/** What somebody with a link sees: first the password where there is one. */
export function SharedPortfolio({ token }: { token: string }) {
  const [period, setPeriod] = useState<PerformancePeriod>("1y");
  const [attempt, setAttempt] = useState<PasswordTry>({ password: undefined, count: 0 });
  const { data, error, isFetching, refetch } = useShared(token, period, attempt);
  if (error && asksForPassword(error)) {
    return (
      <PasswordForm
        busy={isFetching}
        fault={attempt.count === 0 ? null : fieldMessage(error, "password")}
        onPassword={(password) => setAttempt(({ count }) => ({ password, count: count + 1 }))}
      />
    );
  }
  if (error && describeError(error).kind === "not-found") {
    return <EmptyNotice title={t("portfolioShare.nowhere")} detail={t("portfolioShare.nowhereDetail")} />;
  }
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={360} />;
  return (
    <>
      <h2 className={classes.name}>{data.name}</h2>
      {data.description && <p className={classes.text}>{data.description}</p>}
      {data.hidesAmounts && <p className={classes.text}>{t("portfolioShare.amountsHidden")}</p>}
      <KeyFigures shown={data} />
      <Panel
        title={t("portfolioShare.performance")}
        actions={
          <NativeSelect
            size="xs"
            aria-label={t("portfolioShare.period")}
            value={period}
            data={ORDER.map((value) => ({ value, label: t(`portfolioShare.periods.${PERIODS[value]}`) }))}
            onChange={({ currentTarget: { value } }) => setPeriod(ORDER.find((known) => known === value) ?? period)}
          />
        }
      >
        <SharedPerformance series={data.series} />
      </Panel>
      <Panel title={t("portfolioShare.holdings")} flush>
        <SharedHoldings shown={data} />
      </Panel>
    </>
  );
}

function KeyFigures({ shown }: { shown: Shown }) {
  const now = useNow();
  const { currency, returns, currentValue, unrealizedPnl, unrealizedPnlPct, change24hPct, calculatedAt } = shown;
  const { moneyWeighted } = returns;
  return (
    <Panel
      title={t("portfolioShare.keyFigures")}
      note={calculatedAt && t("portfolioShare.calculated", { age: formatAge(calculatedAt, now) })}
    >
      <dl className={classes.figures}>
        {currentValue !== null && <Fact name={t("portfolioShare.value")}>{formatMoney(currentValue, currency)}</Fact>}
        <Fact name={t("portfolioShare.change")}>{percentOf(change24hPct)}</Fact>
        <Fact name={t("portfolioShare.unrealized")}>
          {unrealizedPnl !== null && `${formatGain(unrealizedPnl, currency)} · `}
          {percentOf(unrealizedPnlPct)}
        </Fact>
        <Fact name={t("portfolioShare.timeWeighted")}>
          {formatRatio(returns.timeWeighted)}
          {returns.timeWeightedAnnualised !== null &&
            ` · ${formatRatio(returns.timeWeightedAnnualised)} ${t("portfolioShare.annualised")}`}
        </Fact>
        <Fact name={t("portfolioShare.moneyWeighted")}>
          {moneyWeighted.annualised !== null
            ? `${formatRatio(moneyWeighted.annualised)} ${t("portfolioShare.annualised")}`
            : moneyWeighted.period !== null
              ? formatRatio(moneyWeighted.period)
              : t("portfolioShare.noRate")}
        </Fact>
        <Fact name={t("portfolioShare.simple")}>{formatRatio(returns.simple)}</Fact>
      </dl>
      {shown.simulated && <p className={classes.text}>{t("portfolioShare.simulated")}</p>}
    </Panel>
  );
}

const percentOf = (pct: string | null): string => formatPercent(pct === null ? null : Number(pct));
