import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./settings.module.css";
import { useSystemStatus } from "./use-system-status.ts";

/** What is running, and whose work is in it. */
export function AboutPanel() {
  const { data, isPending, error, refetch } = useSystemStatus();
  return (
    <Panel title={t("settings.about")}>
      {isPending && <Skeleton height={140} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Facts>
          <Fact name={t("settings.version")}>CryptoDesk {data.version}</Fact>
          <Fact name={t("settings.market")}>{t(`settings.sources.${data.marketSource}`)}</Fact>
          <Fact name={t("settings.coins")}>{formatCount(data.coins)}</Fact>
          <Fact name={t("settings.database")}>{t(`settings.states.${data.database.state}`)}</Fact>
          <Fact name={t("settings.redis")}>{t(`settings.states.${data.redis.state}`)}</Fact>
          <Fact name={t("settings.started")}>{formatDateTime(data.startedAt)}</Fact>
        </Facts>
      )}
      <p className={classes.text}>{t("settings.licence")}</p>
      <Licences />
    </Panel>
  );
}

const Packages = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() }));

/** The packages that are bundled into these pages; the build writes the list. */
async function fetchPackages(): Promise<z.infer<typeof Packages>> {
  const answer = await fetch("/licences.json", { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`/licences.json: ${answer.status}`);
  return Packages.parse(await answer.json());
}

function Licences() {
  const [shown, setShown] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["licences"], queryFn: fetchPackages, staleTime: Infinity });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <>
      <h3 className={classes.heading}>{t("settings.licences")}</h3>
      {!shown && (
        <Button size="xs" variant="default" onClick={() => setShown(true)}>
          {t("settings.licencesShow", { count: data.length })}
        </Button>
      )}
      {shown && (
        <DataTable
          label={t("settings.licences")}
          head={[t("settings.package"), t("settings.version"), t("settings.licenceName")]}
          rows={data.map(({ name, version, licence }) => ({ key: name, cells: [name, version, licence] }))}
        />
      )}
    </>
  );
}
