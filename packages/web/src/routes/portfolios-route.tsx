import { t } from "../catalogue/catalogue.ts";
import { PortfolioList } from "../features/portfolios/portfolio-list.tsx";
import { Page } from "../ui/page.tsx";
import { PortfolioMembers } from "./portfolio-members.tsx";

/** The account's portfolios. */
export function PortfoliosRoute() {
  return (
    <Page title={t("portfolio.title")} intro={t("portfolio.intro")}>
      <PortfolioMembers>{() => <PortfolioList />}</PortfolioMembers>
    </Page>
  );
}
