import type { PaperAccount } from "@cryptodesk/shared/strategy/paper.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { useOffers } from "../../session/session.ts";
import { usePaperAccounts } from "../../strategy-data/use-paper.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { PaperAccountView } from "./paper-account-view.tsx";
import { StartDialog } from "./start-dialog.tsx";
import classes from "./strategy-paper.module.css";

/** The paper accounts that follow a strategy: one of them in full, and the way to start another. */
export function PaperPanel({ strategy }: { strategy: StrategyDetail }) {
  const { data, error, refetch } = usePaperAccounts(strategy.strategy.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const may = useOffers("strategy:write");
  const accounts = data?.items ?? [];
  const shown = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const start = may && (
    <Button size="xs" onClick={() => setStarting(true)}>
      {t("strategyPaper.start")}
    </Button>
  );
  return (
    <>
      <p className={classes.noOrders} role="note">
        {t("strategyPaper.noOrders")}
      </p>
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && accounts.length === 0 && (
        <EmptyNotice title={t("strategyPaper.none")} detail={t("strategyPaper.noneDetail")} action={start} />
      )}
      {shown && (
        <>
          <div className={classes.bar}>
            <NativeSelect
              size="xs"
              aria-label={t("strategyPaper.choose")}
              value={shown.id}
              data={accounts.map((account) => ({ value: account.id, label: nameOf(account) }))}
              onChange={({ currentTarget: { value } }) => setChosen(value)}
            />
            {start}
          </div>
          <PaperAccountView key={shown.id} paperId={shown.id} onRemoved={() => setChosen(null)} />
        </>
      )}
      {starting && (
        <StartDialog
          strategy={strategy}
          onClose={() => setStarting(false)}
          onStarted={({ id }) => {
            setChosen(id);
            setStarting(false);
          }}
        />
      )}
    </>
  );
}

const nameOf = ({ startedAt, version, state }: PaperAccount): string =>
  [
    t("strategyPaper.account", { when: formatDateTime(startedAt) }),
    t("strategyRun.versionOf", { version }),
    t(`strategyPaper.states.${state}`),
  ].join(" · ");
