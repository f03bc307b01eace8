import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { PortfolioComparison } from "../features/portfolio-compare/portfolio-comparison.tsx";
import { parsePortfolioComparisonSearch } from "../features/portfolio-compare/portfolio-comparison-search.ts";
import { Page } from "../ui/page.tsx";
import { Trail } from "../ui/trail.tsx";
import { PortfolioMembers } from "./portfolio-members.tsx";

const PATH = "/portfolios/compare";

/** Portfolios beside each other. */
export function PortfolioCompareRoute() {
  const search = parsePortfolioComparisonSearch(useSearch({ from: PATH }));
  const navigate = useNavigate({ from: PATH });
  return (
    <Page
      title={t("portfolio.compare")}
      trail={
        <Trail here={t("portfolio.compare")}>
          <Link to="/portfolios">{t("portfolio.title")}</Link>
        </Trail>
      }
    >
      <PortfolioMembers>
        {() => (
          <PortfolioComparison
            search={search}
            onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
          />
        )}
      </PortfolioMembers>
    </Page>
  );
}
