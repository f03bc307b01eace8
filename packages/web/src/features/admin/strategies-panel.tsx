import type { ModeratedStrategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { reasonOf } from "../../session/use-action.ts";
import { useBlockStrategy, useSharedStrategies } from "../../strategy-data/use-moderation.ts";
import { Age } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import classes from "./admin.module.css";

/** Strategies that accounts show to others; an admin can take one out of sight, and its owner is told why. */
export function StrategiesPanel() {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSharedStrategies();
  const [asking, setAsking] = useState<ModeratedStrategy | null>(null);
  const shared = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={t("strategyRun.moderation.title")} flush>
      {isPending && <Skeleton height={160} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && shared.length === 0 && (
        <EmptyNotice title={t("strategyRun.moderation.none")} detail={t("strategyRun.moderation.noneDetail")} />
      )}
      {shared.length > 0 && <SharedTable shared={shared} onAsk={setAsking} />}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("account.more")}
          </Button>
        </div>
      )}
      {asking && <BlockDialog strategy={asking} onClose={() => setAsking(null)} />}
    </Panel>
  );
}

interface SharedTableProps {
  shared: readonly ModeratedStrategy[];
  onAsk: (strategy: ModeratedStrategy) => void;
}

function SharedTable({ shared, onAsk }: SharedTableProps) {
  return (
    <RecordTable
      label={t("strategyRun.moderation.title")}
      actions
      columns={[
        t("strategyRun.moderation.owner"),
        t("strategyRun.moderation.name"),
        t("strategyRun.moderation.shown"),
        t("strategyRun.moderation.state"),
        t("strategyRun.moderation.changed"),
      ]}
      rows={shared.map((strategy) => {
        const { strategyId, name, description, ownerEmail, visibility, blocked, blockedReason, updatedAt } = strategy;
        return {
          key: strategyId,
          cells: [
            ownerEmail,
            <span key="name" title={description ?? undefined}>
              {name}
            </span>,
            t(`strategyRun.moderation.visibilities.${visibility}`),
            <span key="state">
              <StateDot tone={blocked ? "bad" : "good"}>
                {t(blocked ? "strategyRun.moderation.blocked" : "strategyRun.moderation.open")}
              </StateDot>
              {blockedReason !== null && <small> {blockedReason}</small>}
            </span>,
            <Age key="changed" at={updatedAt} />,
          ],
          actions: (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t(blocked ? "strategyRun.moderation.unblockOf" : "strategyRun.moderation.blockOf", {
                name,
                owner: ownerEmail,
              })}
              onClick={() => onAsk(strategy)}
            >
              {t(blocked ? "strategyRun.moderation.unblock" : "strategyRun.moderation.block")}
            </Button>
          ),
        };
      })}
    />
  );
}

/** The reason of a block; opening again needs none. */
function BlockDialog({ strategy, onClose }: { strategy: ModeratedStrategy; onClose: () => void }) {
  const { strategyId, name, ownerEmail: owner, blocked } = strategy;
  const [typed, setReason] = useState("");
  const block = useBlockStrategy(onClose);
  const reason = typed.trim();
  return (
    <AskDialog
      title={t(blocked ? "strategyRun.moderation.unblockOf" : "strategyRun.moderation.blockTitle", { name, owner })}
      confirm={t(blocked ? "strategyRun.moderation.unblock" : "strategyRun.moderation.block")}
      busy={block.isPending}
      ready={blocked || reason !== ""}
      error={reasonOf(block.error)}
      onConfirm={() => block.mutate({ strategyId, blocked: !blocked, reason: blocked ? null : reason })}
      onClose={onClose}
    >
      {!blocked && (
        <>
          <p>{t("strategyRun.moderation.blockDetail")}</p>
          <TextInput
            data-autofocus
            required
            label={t("strategyRun.moderation.reason")}
            description={t("strategyRun.moderation.reasonHint")}
            maxLength={300}
            value={typed}
            onChange={({ currentTarget: { value } }) => setReason(value)}
          />
        </>
      )}
    </AskDialog>
  );
}
