import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Dashboard } from "../features/portfolio-dashboard/dashboard.tsx";
import { parseDashboardSearch } from "../features/portfolio-dashboard/dashboard-search.ts";
import { PortfolioPage } from "./portfolio-page.tsx";

const PATH = "/portfolios/$portfolioId";

/** Where a portfolio stands and how it came there. */
export function PortfolioDashboardRoute() {
  const { portfolioId } = useParams({ from: PATH });
  const search = parseDashboardSearch(useSearch({ from: PATH }));
  const navigate = useNavigate({ from: PATH });
  return (
    <PortfolioPage portfolioId={portfolioId} tab="dashboard">
      {(portfolio) => (
        <Dashboard
          portfolio={portfolio}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
      )}
    </PortfolioPage>
  );
}
