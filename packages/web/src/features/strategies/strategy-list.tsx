import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useMay } from "../../session/session.ts";
import { useStrategies } from "../../strategy-data/use-strategies.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import { DeletedStrategies } from "./deleted-strategies.tsx";
import { FileButton } from "./file-button.tsx";
import { NewStrategyDialog } from "./new-strategy-dialog.tsx";
import { PublicStrategies } from "./public-strategies.tsx";
import classes from "./strategies.module.css";
import { StrategyTable } from "./strategy-table.tsx";

const TYPING_MS = 200;

type Shelf = "own" | "public" | "deleted";

/** The account's strategies, those others have made public, and what was deleted; and the ways to a new one. */
export function StrategyList() {
  const writes = useMay("strategy:write");
  const navigate = useNavigate();
  const [shelf, setShelf] = useState<Shelf>("own");
  const [creating, setCreating] = useState(false);
  const show = ({ strategy: { id } }: StrategyDetail) =>
    void navigate({ to: "/strategies/$strategyId", params: { strategyId: id } });
  return (
    <>
      <div className={classes.bar}>
        <Segments
          size="sm"
          label={t("strategy.shelf")}
          value={shelf}
          onChange={setShelf}
          options={(["own", "public", "deleted"] as const).map((value) => ({
            value,
            label: t(`strategy.shelves.${value}`),
          }))}
        />
        {writes && (
          <div className={classes.ways}>
            <FileButton onMade={show} />
            <Button size="xs" onClick={() => setCreating(true)}>
              {t("strategy.create")}
            </Button>
          </div>
        )}
      </div>
      {shelf === "own" && <OwnStrategies onCreate={() => setCreating(true)} />}
      {shelf === "public" && <PublicStrategies onForked={show} />}
      {shelf === "deleted" && <DeletedStrategies />}
      {creating && <NewStrategyDialog onClose={() => setCreating(false)} onMade={show} />}
    </>
  );
}

function OwnStrategies({ onCreate }: { onCreate: () => void }) {
  const writes = useMay("strategy:write");
  const [typed, setTyped] = useState("");
  const [tag, setTag] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data, isPending, error, refetch } = useStrategies({
    ...(search !== "" && { search }),
    ...(tag !== null && { tag }),
  });
  const items = data?.items ?? [];
  const filtered = search !== "" || tag !== null;
  return (
    <Panel
      title={t("strategy.list")}
      flush
      actions={
        <>
          {tag !== null && (
            <Button size="compact-sm" variant="light" onClick={() => setTag(null)}>
              {t("strategy.onlyTag", { tag })}
            </Button>
          )}
          <TextInput
            size="xs"
            type="search"
            aria-label={t("strategy.search")}
            placeholder={t("strategy.search")}
            value={typed}
            maxLength={80}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </>
      }
    >
      {isPending && <Skeleton height={220} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && filtered && <EmptyNotice title={t("strategy.noneFound")} />}
      {data && items.length === 0 && !filtered && (
        <EmptyNotice
          title={t("strategy.none")}
          detail={t("strategy.noneDetail")}
          action={
            writes ? (
              <Button size="xs" onClick={onCreate}>
                {t("strategy.create")}
              </Button>
            ) : (
              <MayNotice permission="strategy:write" />
            )
          }
        />
      )}
      {items.length > 0 && <StrategyTable items={items} onTag={setTag} />}
      {data?.nextCursor && <p className={classes.more}>{t("strategy.moreThanShown", { count: items.length })}</p>}
    </Panel>
  );
}
