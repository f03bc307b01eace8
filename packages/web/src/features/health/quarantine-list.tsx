import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { Button, Group, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatPrice } from "../../lib/format.ts";
import { useQuarantine } from "../../market-data/use-quarantine.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useOffers } from "../../session/session.ts";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import { ConfirmResolve, type ResolveAction, type ResolveQuestion } from "./confirm-resolve.tsx";
import classes from "./quarantine-list.module.css";

/** Price jumps held back until confirmed, to be decided by a person, and what became of earlier ones. */
export function QuarantinePanel() {
  const [state, setState] = useState<"pending" | "resolved">("pending");
  const allowed = useOffers("market:operate");
  const [asked, setAsked] = useState<ResolveQuestion | null>(null);
  const { data, isPending, error, refetch } = useQuarantine(state);
  return (
    <Panel
      title={t("health.held")}
      flush
      actions={
        <Segments
          size="xs"
          label={t("health.whichHeld")}
          value={state}
          options={[
            { value: "pending", label: t("health.waiting") },
            { value: "resolved", label: t("health.decided") },
          ]}
          onChange={setState}
        />
      }
    >
      {isPending && <Skeleton height={118} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice
          title={state === "pending" ? t("health.noneHeld") : t("health.noneDecided")}
          detail={t("health.heldDetail")}
        />
      )}
      {data && data.items.length > 0 && (
        <>
          <QuarantineTable
            entries={data.items}
            allowed={allowed}
            onAsk={(entry, action) => setAsked({ entry, action })}
          />
          {state === "pending" && (
            <div className={classes.may}>
              <MayNotice permission="market:operate" />
            </div>
          )}
        </>
      )}
      <ConfirmResolve question={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}

function QuarantineTable({
  entries,
  allowed,
  onAsk,
}: {
  entries: QuarantineEntry[];
  allowed: boolean;
  onAsk: (entry: QuarantineEntry, action: ResolveAction) => void;
}) {
  return (
    <DataTable
      label={t("health.held")}
      head={[
        t("words.coin"),
        t("health.lastGood"),
        t("health.reported"),
        t("health.jump"),
        t("health.source"),
        t("health.seen"),
        t("health.decision"),
      ]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          <Link key="coin" to="/coins/$coinId" params={{ coinId: entry.coinId }}>
            {entry.name} {entry.symbol}
          </Link>,
          formatPrice(entry.lastGoodUsd),
          formatPrice(entry.proposedUsd),
          <Change key="jump" pct={entry.changePct} />,
          entry.source,
          <span key="seen">
            {formatCount(entry.observations)}×, <Age at={entry.detectedAt} />
          </span>,
          entry.state === "pending" ? (
            <Group key="decide" gap={6} wrap="nowrap">
              <Button
                size="compact-xs"
                disabled={!allowed}
                onClick={() => onAsk(entry, "accept")}
                aria-label={t("health.acceptOf", { name: entry.name })}
              >
                {t("health.accept")}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                disabled={!allowed}
                onClick={() => onAsk(entry, "reject")}
                aria-label={t("health.rejectOf", { name: entry.name })}
              >
                {t("health.reject")}
              </Button>
            </Group>
          ) : (
            t(`health.quarantineState.${entry.state}`)
          ),
        ],
      }))}
    />
  );
}
