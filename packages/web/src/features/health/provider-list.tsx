import type { ProviderStatus } from "@cryptodesk/shared/market/provider.contract";
import { Progress, Skeleton } from "@mantine/core";
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
    <Panel title="Providers" flush>
      {isPending && <Skeleton height={372} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && <EmptyNotice title="No provider is configured" />}
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
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <b>{provider.name}</b>
        <StateDot tone={tone}>{words}</StateDot>
        {provider.opensUntil && provider.state === "open" && (
          <span className={classes.muted}>
            tried again <Until at={provider.opensUntil} />
          </span>
        )}
        <span className={classes.muted}>{provider.access === "none" ? "no key" : provider.access}</span>
      </div>
      <dl className={classes.facts}>
        <Fact name="Last success">{provider.lastSuccessAt ? <Age at={provider.lastSuccessAt} /> : UNKNOWN}</Fact>
        <Fact name="Last failure">{provider.lastFailureAt ? <Age at={provider.lastFailureAt} /> : UNKNOWN}</Fact>
        <Fact name="Calls 24 h">{formatCount(provider.calls24h)}</Fact>
        <Fact name="Error rate">{formatShare(provider.errorRatePct)}</Fact>
        <Fact name={budgetName(provider.budget)}>
          {provider.access === "none" ? UNKNOWN : <Budget budget={provider.budget} name={provider.name} />}
        </Fact>
      </dl>
      {provider.lastError && <p className={classes.error}>{provider.lastError}</p>}
    </li>
  );
}

function Budget({ budget, name }: { budget: ProviderStatus["budget"]; name: string }) {
  if (!budget) return <>no limit</>;
  return (
    <>
      {formatCount(budget.left)} of {formatCount(budget.limit)}
      <Progress
        size={4}
        mt={4}
        value={(budget.left / Math.max(1, budget.limit)) * 100}
        aria-label={`Budget left at ${name}`}
      />
    </>
  );
}

function budgetName(budget: ProviderStatus["budget"]): string {
  return budget ? `Calls left, ${formatDuration(budget.windowSeconds * 1000)}` : "Calls left";
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
  if (access === "none") return ["off", "Switched off"];
  if (state === "open") return ["bad", "Resting after failures"];
  if (state === "half-open") return ["warn", "Being tried again"];
  if (!inUse) return ["off", "Not in use"];
  if (state === "unused") return ["good", "In use"];
  return ["good", "Answering"];
}
