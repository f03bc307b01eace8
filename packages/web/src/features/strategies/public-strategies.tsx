import type { SharedStrategy, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Badge, Button, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { UNKNOWN } from "../../lib/format.ts";
import { useMay } from "../../session/session.ts";
import { useForkStrategy, usePublicStrategies } from "../../strategy-data/use-strategies.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./strategies.module.css";

const TYPING_MS = 200;

/** What others have made public: to read, and to copy into the own ones. */
export function PublicStrategies({ onForked }: { onForked: (made: StrategyDetail) => void }) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data, isPending, error, refetch } = usePublicStrategies(search === "" ? undefined : search);
  return (
    <Panel
      title={t("strategy.shelves.public")}
      flush
      actions={
        <TextInput
          size="xs"
          type="search"
          aria-label={t("strategy.searchPublic")}
          placeholder={t("strategy.searchPublic")}
          value={typed}
          maxLength={80}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      }
    >
      {isPending && <Skeleton height={180} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice
          title={t(search === "" ? "strategy.nonePublic" : "strategy.noneFound")}
          detail={search === "" && t("strategy.nonePublicDetail")}
        />
      )}
      {data && data.items.length > 0 && <PublicTable items={data.items} onForked={onForked} />}
    </Panel>
  );
}

function PublicTable({ items, onForked }: PublicTableProps) {
  const writes = useMay("strategy:write");
  const fork = useForkStrategy(onForked);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <RecordTable
      label={t("strategy.shelves.public")}
      actions
      columns={[
        t("strategy.columns.name"),
        t("strategy.columns.owner"),
        t("strategy.columns.tags"),
        t("strategy.columns.changed"),
      ]}
      rows={items.map((strategy) => ({
        key: strategy.id,
        cells: [
          strategy.name,
          strategy.ownerName ?? UNKNOWN,
          strategy.tags.length === 0 ? (
            UNKNOWN
          ) : (
            <span key="tags" className={classes.tags}>
              {strategy.tags.map((tag) => (
                <Badge key={tag} variant="light" color="gray">
                  {tag}
                </Badge>
              ))}
            </span>
          ),
          <Age key="changed" at={strategy.updatedAt} />,
        ],
        actions: (
          <span className={classes.buttons}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t("strategy.readOf", { name: strategy.name })}
              aria-expanded={open === strategy.id}
              onClick={() => setOpen(open === strategy.id ? null : strategy.id)}
            >
              {t("strategy.read")}
            </Button>
            {writes && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("strategy.forkOf", { name: strategy.name })}
                onClick={() => fork.mutate({ strategyId: strategy.id })}
              >
                {t("strategy.fork")}
              </Button>
            )}
          </span>
        ),
        detail: open === strategy.id && (
          <div className={classes.shared}>
            {strategy.description && <p className={classes.about}>{strategy.description}</p>}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
            <pre className={classes.rules} tabIndex={0}>
              {strategy.text}
            </pre>
          </div>
        ),
      }))}
    />
  );
}

interface PublicTableProps {
  items: readonly SharedStrategy[];
  onForked: (made: StrategyDetail) => void;
}
