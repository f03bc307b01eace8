import type { ProviderStatus } from "@cryptodesk/shared/market/provider.contract";
import { Progress, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDuration, formatShare, UNKNOWN } from "../../lib/format.ts";
import { Age, Until } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import classes from "./provider-list.module.css";
import { useProviders } from "./use-providers.ts";

/** Every source of data: does it answer, how often does it fail, how much may still be asked of it. */
export function ProviderPanel() {
  const { data, isPending, error, refetch } = useProviders();
  return (
    <Panel title={t("health.providers")} flush>
      {isPending && <Skeleton className={classes.skeleton} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && <EmptyNotice title={t("health.noProvider")} />}
      {data && (
        <ul className={classes.list}>
          {data.items.map((provider) => (
            <ProviderItem key={provider.id} provider={provider} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ProviderItem({ provider }: { provider: ProviderStatus }) {
  const [tone, words] = stateOf(provider);
  // The others are names; this one is a description.
  const name = provider.id === "sandbox" ? t("health.sandbox") : provider.name;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <b>{name}</b>
        <StateDot tone={tone}>{words}</StateDot>
        {provider.opensUntil && provider.state === "open" && (
          <span className={classes.muted}>
            {t("health.triedAgain")} <Until at={provider.opensUntil} />
          </span>
        )}
        <span className={classes.muted}>{t(`health.access.${provider.access}`)}</span>
      </div>
      <dl className={classes.facts}>
        <Fact name={t("health.lastSuccess")}>
          {provider.lastSuccessAt ? <Age at={provider.lastSuccessAt} /> : UNKNOWN}
        </Fact>
        <Fact name={t("health.lastFailure")}>
          {provider.lastFailureAt ? <Age at={provider.lastFailureAt} /> : UNKNOWN}
        </Fact>
        <Fact name={t("health.calls24h")}>{formatCount(provider.calls24h)}</Fact>
        <Fact name={t("health.errorRate")}>{formatShare(provider.errorRatePct)}</Fact>
        <Fact name={budgetName(provider.budget)}>
          {provider.access === "none" ? UNKNOWN : <Budget budget={provider.budget} name={name} />}
        </Fact>
      </dl>
      {provider.lastError && <p className={classes.error}>{provider.lastError}</p>}
    </li>
  );
}

function Budget({ budget, name }: { budget: ProviderStatus["budget"]; name: string }) {
  if (!budget) return <>{t("health.noLimit")}</>;
  return (
    <>
      {t("words.of", { done: formatCount(budget.left), total: formatCount(budget.limit) })}
      <Progress
        size={4}
        mt={4}
        value={(budget.left / Math.max(1, budget.limit)) * 100}
        aria-label={t("health.budgetOf", { name })}
      />
    </>
  );
}

function budgetName(budget: ProviderStatus["budget"]): string {
  return budget
    ? t("health.callsLeftOver", { window: formatDuration(budget.windowSeconds * 1000) })
    : t("health.callsLeft");
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stateOf({ access, inUse, state }: ProviderStatus): [Tone, string] {
  if (access === "none") return ["off", t("health.state.off")];
  if (state === "open") return ["bad", t("health.state.resting")];
  if (state === "half-open") return ["warn", t("health.state.trying")];
  if (!inUse) return ["off", t("health.state.unused")];
  if (state === "unused") return ["good", t("health.state.inUse")];
  return ["good", t("health.state.answering")];
}
