import type { ModeratedShare, Share } from "@cryptodesk/shared/portfolio/share.contract";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { useAllShares, useBlockShare } from "../../portfolio-data/use-shares.ts";
import { reasonOf } from "../../session/use-action.ts";
import { Age } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import classes from "./admin.module.css";

const TONES: Record<Share["state"], Tone> = { live: "good", expired: "warn", revoked: "off", blocked: "bad" };

/** Links to portfolios of all accounts; an admin can block one, and sees nothing of what it shows. */
export function LinksPanel() {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAllShares();
  const [asking, setAsking] = useState<ModeratedShare | null>(null);
  const links = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={t("portfolioShare.moderation")} flush>
      {isPending && <Skeleton height={240} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && links.length === 0 && (
        <EmptyNotice title={t("portfolioShare.noLinks")} detail={t("portfolioShare.noLinksDetail")} />
      )}
      {links.length > 0 && <LinkTable links={links} onAsk={setAsking} />}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("account.more")}
          </Button>
        </div>
      )}
      {asking && <BlockDialog link={asking} onClose={() => setAsking(null)} />}
    </Panel>
  );
}

function LinkTable({ links, onAsk }: { links: readonly ModeratedShare[]; onAsk: (link: ModeratedShare) => void }) {
  return (
    <RecordTable
      label={t("portfolioShare.moderation")}
      actions
      columns={[
        t("portfolioShare.owner"),
        t("portfolioShare.portfolioName"),
        t("portfolioShare.linkName"),
        t("portfolioShare.state"),
        t("portfolioShare.created"),
        t("portfolioShare.views"),
      ]}
      rows={links.map((link) => {
        const { share, portfolioName, ownerEmail } = link;
        const blocked = share.state === "blocked";
        return {
          key: share.id,
          cells: [
            ownerEmail,
            portfolioName,
            share.name,
            <span key="state">
              <StateDot tone={TONES[share.state]}>{t(`portfolioShare.states.${share.state}`)}</StateDot>
              {share.blockedReason !== null && <small> {share.blockedReason}</small>}
            </span>,
            <Age key="made" at={share.createdAt} />,
            formatCount(share.views),
          ],
          actions: (share.state === "live" || blocked) && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t(blocked ? "portfolioShare.unblockOf" : "portfolioShare.blockOf", {
                name: share.name,
                owner: ownerEmail,
              })}
              onClick={() => onAsk(link)}
            >
              {t(blocked ? "portfolioShare.unblock" : "portfolioShare.block")}
            </Button>
          ),
        };
      })}
    />
  );
}

/** The reason of a block; opening again needs none. */
function BlockDialog({ link: { share, ownerEmail }, onClose }: { link: ModeratedShare; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const block = useBlockShare(onClose);
  const blocked = share.state === "blocked";
  const words = { name: share.name, owner: ownerEmail };
  return (
    <AskDialog
      title={t(blocked ? "portfolioShare.unblockOf" : "portfolioShare.blockTitle", words)}
      confirm={t(blocked ? "portfolioShare.unblock" : "portfolioShare.block")}
      busy={block.isPending}
      ready={blocked || reason.trim() !== ""}
      error={reasonOf(block.error)}
      onConfirm={() => block.mutate({ shareId: share.id, blocked: !blocked, reason: blocked ? null : reason.trim() })}
      onClose={onClose}
    >
      {!blocked && (
        <>
          <p>{t("portfolioShare.blockDetail")}</p>
          <TextInput
            data-autofocus
            required
            label={t("portfolioShare.reason")}
            description={t("portfolioShare.reasonHint")}
            maxLength={300}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </>
      )}
    </AskDialog>
  );
}
