import { Badge, Button, Skeleton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useMay } from "../../session/session.ts";
import { useForkStrategy } from "../../strategy-data/use-strategies.ts";
import { useSharedStrategy } from "../../strategy-data/use-strategy-link.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./strategies.module.css";

/** A strategy that somebody shared by a link: to read without an account, to copy with one. */
export function SharedStrategyView({ token }: { token: string }) {
  const { data, isPending, error, refetch } = useSharedStrategy(token);
  const navigate = useNavigate();
  const writes = useMay("strategy:write");
  const fork = useForkStrategy(
    ({ strategy: { id } }) => void navigate({ to: "/strategies/$strategyId", params: { strategyId: id } }),
  );
  if (isPending) return <Skeleton height={320} />;
  if (!data) {
    return describeError(error).kind === "not-found" ? (
      <EmptyNotice title={t("strategy.linkGone")} detail={t("strategy.linkGoneDetail")} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <Panel
      title={data.name}
      note={data.ownerName === null ? undefined : t("strategy.sharedBy", { name: data.ownerName })}
      actions={
        writes ? (
          <Button size="xs" loading={fork.isPending} onClick={() => fork.mutate({ strategyId: data.id, link: token })}>
            {t("strategy.fork")}
          </Button>
        ) : (
          <MayNotice permission="strategy:write" />
        )
      }
    >
      <div className={classes.shared}>
        {data.description && <p className={classes.about}>{data.description}</p>}
        <span className={classes.tags}>
          {data.tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray">
              {tag}
            </Badge>
          ))}
          <Age at={data.updatedAt} />
        </span>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
        <pre className={classes.rules} tabIndex={0}>
          {data.text}
        </pre>
      </div>
    </Panel>
  );
}
