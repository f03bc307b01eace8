import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import type { strategy as words } from "../catalogue/en/strategy.ts";
import { useMay } from "../session/session.ts";
import { DeletedStrategy } from "../strategy-data/deleted-strategy.tsx";
import { useStrategy } from "../strategy-data/use-strategies.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { SectionLinks } from "../ui/section-links.tsx";
import { Trail } from "../ui/trail.tsx";
import { StrategyMembers } from "./strategy-members.tsx";

type StrategyTab = keyof typeof words.tabs;

/** The tabs in their order; the address of each below that of the strategy. */
const TABS: readonly { tab: StrategyTab; path: string }[] = [
  { tab: "editor", path: "" },
  { tab: "runs", path: "/runs" },
  { tab: "optimise", path: "/optimise" },
  { tab: "paper", path: "/paper" },
];

/** What the pages of one strategy have in common. */
export function StrategyPage({ strategyId, tab, children }: StrategyPageProps) {
  const member = useMay("strategy:read");
  const { data, error, refetch } = useStrategy(strategyId, undefined, member);
  const name = data?.strategy.name ?? t("strategy.title");
  return (
    <Page
      title={`${t(`strategy.tabs.${tab}`)} · ${name}`}
      heading={name}
      trail={
        <Trail here={name}>
          <Link to="/strategies">{t("strategy.title")}</Link>
        </Trail>
      }
    >
      <StrategyMembers>
        {() => (
          <>
            <SectionLinks
              label={t("strategy.tabsLabel")}
              links={TABS.map(({ tab: each, path }) => ({
                to: `/strategies/${strategyId}${path}`,
                name: t(`strategy.tabs.${each}`),
                holdsMore: path !== "",
              }))}
            />
            {!data && !error && <Skeleton height={480} />}
            {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
            {data && (data.strategy.deletedAt === null ? children(data) : <DeletedStrategy strategy={data.strategy} />)}
          </>
        )}
      </StrategyMembers>
    </Page>
  );
}

interface StrategyPageProps {
  strategyId: string;
  tab: StrategyTab;
  children: (detail: StrategyDetail) => ReactNode;
}
