import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { CreatedShare, Share } from "@cryptodesk/shared/portfolio/share.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { useRevokeShare, useShares } from "../../portfolio-data/use-shares.ts";
import { useMay } from "../../session/session.ts";
import { Until } from "../../ui/age.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./portfolio-settings.module.css";
import { ShareDialog } from "./share-dialog.tsx";

const TONES: Record<Share["state"], Tone> = { live: "good", expired: "warn", revoked: "off", blocked: "bad" };

/** Links with which others see a portfolio: making one, ending one. */
export function SharesPanel({ portfolio }: { portfolio: Portfolio }) {
  const { data, isPending, error, refetch } = useShares(portfolio.id);
  const writes = useMay("portfolio:write");
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<CreatedShare | null>(null);
  const shares = data?.items ?? [];
  return (
    <Panel
      title={t("portfolioSettings.shares")}
      note={t("portfolioSettings.sharesNote")}
      flush
      actions={
        writes && (
          <Button size="xs" onClick={() => setMaking(true)}>
            {t("portfolioSettings.newShare")}
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={100} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && shares.length === 0 && (
        <EmptyNotice title={t("portfolioSettings.noShares")} detail={t("portfolioSettings.noSharesDetail")} />
      )}
      {shares.length > 0 && <ShareTable shares={shares} writes={writes} />}
      {making && (
        <ShareDialog
          portfolioId={portfolio.id}
          onClose={() => setMaking(false)}
          onMade={(share) => {
            setMaking(false);
            setMade(share);
          }}
        />
      )}
      {made && (
        <Dialog
          opened
          title={t("portfolioSettings.shareMade", { name: made.share.name })}
          onClose={() => setMade(null)}
        >
          <div className={classes.form}>
            <p className={classes.hint}>{t("portfolioSettings.shareMadeDetail")}</p>
            <SecretText
              label={t("portfolioSettings.link")}
              text={made.url}
              copyLabel={t("portfolioSettings.copyLink")}
            />
            <Button onClick={() => setMade(null)}>{t("portfolioSettings.done")}</Button>
          </div>
        </Dialog>
      )}
    </Panel>
  );
}

function ShareTable({ shares, writes }: { shares: readonly Share[]; writes: boolean }) {
  const revoke = useRevokeShare(({ name }) => showToast(t("portfolioSettings.revoked", { name })));
  return (
    <RecordTable
      label={t("portfolioSettings.shares")}
      actions={writes}
      columns={[
        t("portfolioSettings.shareName"),
        t("portfolioSettings.state"),
        t("portfolioSettings.shows"),
        t("portfolioSettings.shareEnds"),
        t("portfolioSettings.viewsName"),
      ]}
      rows={shares.map((share) => ({
        key: share.id,
        cells: [
          share.name,
          <span key="state">
            <StateDot tone={TONES[share.state]}>{t(`portfolioSettings.shareStates.${share.state}`)}</StateDot>
            {share.blockedReason !== null && (
              <small> {t("portfolioSettings.blockedBecause", { reason: share.blockedReason })}</small>
            )}
          </span>,
          showsWords(share),
          share.expiresAt !== null && share.state === "live" ? <Until key="ends" at={share.expiresAt} /> : "",
          formatCount(share.views),
        ],
        actions: writes && (share.state === "live" || share.state === "blocked") && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("portfolioSettings.revokeOf", { name: share.name })}
            onClick={() => revoke.mutate(share)}
          >
            {t("portfolioSettings.revoke")}
          </Button>
        ),
      }))}
    />
  );
}

function showsWords({ hidesAmounts, hasPassword }: Share): string {
  const shows = t(hidesAmounts ? "portfolioSettings.showsPercent" : "portfolioSettings.showsAmounts");
  return hasPassword ? `${shows}, ${t("portfolioSettings.withPassword")}` : shows;
}
