import type { Notice } from "@cryptodesk/shared/identity/account.contract";
import { Button, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { useMay } from "../../session/session.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import classes from "./account.module.css";
import { useNotices, useReadNotices } from "./use-notices.ts";

/** What happened to the account that its owner should know. */
export function NoticesPanel() {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useNotices();
  const read = useReadNotices();
  const own = useMay("account:manage");
  const notices = data?.pages.flatMap(({ items }) => items) ?? [];
  const unread = notices.filter(({ readAt }) => readAt === null).length;
  return (
    <Panel
      title={t("account.notices")}
      note={<span role="status">{unread > 0 ? t("account.unreadCount", { count: unread }) : ""}</span>}
      flush
      actions={
        own && unread > 0 ? (
          <Button size="xs" variant="default" loading={read.isPending} onClick={() => read.mutate(undefined)}>
            {t("account.markRead")}
          </Button>
        ) : undefined
      }
    >
      {isPending && <Skeleton height={176} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && notices.length === 0 && (
        <EmptyNotice title={t("account.noNotices")} detail={t("account.noNoticesDetail")} />
      )}
      {notices.length > 0 && (
        <ul className={classes.notices} aria-label={t("account.notices")}>
          {notices.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("account.more")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function NoticeItem({ notice: { kind, detail, ip, createdAt, readAt } }: { notice: Notice }) {
  return (
    <li className={classes.notice} data-unread={readAt === null}>
      <div className={classes.noticeHead}>
        <b>{t(`account.noticeKinds.${kind}`)}</b>
        {readAt === null && <StateDot tone="busy">{t("account.unread")}</StateDot>}
        <span className={classes.muted}>
          <Age at={createdAt} /> {ip !== null && t("account.fromAddress", { ip })}
        </span>
      </div>
      <p className={classes.text}>{detail}</p>
    </li>
  );
}
