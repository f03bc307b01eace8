import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import type { portfolio as words } from "../catalogue/en/portfolio.ts";
import { DeletedNotice } from "../portfolio-data/deleted-notice.tsx";
import { usePortfolio } from "../portfolio-data/use-portfolios.ts";
import { useMay } from "../session/session.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { SectionLinks } from "../ui/section-links.tsx";
import { Trail } from "../ui/trail.tsx";
import { PortfolioMembers } from "./portfolio-members.tsx";

type PortfolioTab = keyof typeof words.tabs;

/** The tabs in their order; the address of each below that of the portfolio. */
const TABS: readonly { tab: PortfolioTab; path: string }[] = [
  { tab: "dashboard", path: "" },
  { tab: "holdings", path: "/holdings" },
  { tab: "transactions", path: "/transactions" },
  { tab: "gains", path: "/gains" },
  { tab: "import", path: "/import" },
  { tab: "settings", path: "/settings" },
];

/** What the pages of one portfolio have in common. */
export function PortfolioPage({ portfolioId, tab, children }: PortfolioPageProps) {
  const member = useMay("portfolio:read");
  const { data, error, refetch } = usePortfolio(portfolioId, member);
  const name = data?.name ?? t("portfolio.title");
  return (
    <Page
      title={`${t(`portfolio.tabs.${tab}`)} · ${name}`}
      heading={name}
      trail={
        <Trail here={name}>
          <Link to="/portfolios">{t("portfolio.title")}</Link>
        </Trail>
      }
    >
      <PortfolioMembers>
        {() => (
          <>
            <SectionLinks
              label={t("portfolio.tabsLabel")}
              links={TABS.map(({ tab: each, path }) => ({
                to: `/portfolios/${portfolioId}${path}`,
                name: t(`portfolio.tabs.${each}`),
              }))}
            />
            {!data && !error && <Skeleton height={320} />}
            {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
            {data && (data.deletedAt === null ? children(data) : <DeletedNotice portfolio={data} />)}
          </>
        )}
      </PortfolioMembers>
    </Page>
  );
}

interface PortfolioPageProps {
  portfolioId: string;
  tab: PortfolioTab;
  children: (portfolio: Portfolio) => ReactNode;
}
