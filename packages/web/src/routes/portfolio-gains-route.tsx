import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { GainsReport } from "../features/portfolio-gains/gains-report.tsx";
import { parseGainsSearch } from "../features/portfolio-gains/gains-search.ts";
import { PortfolioPage } from "./portfolio-page.tsx";

const PATH = "/portfolios/$portfolioId/gains";

/** What a portfolio realised. */
export function PortfolioGainsRoute() {
  const { portfolioId } = useParams({ from: PATH });
  const search = parseGainsSearch(useSearch({ from: PATH }));
  const navigate = useNavigate({ from: PATH });
  return (
    <PortfolioPage portfolioId={portfolioId} tab="gains">
      {(portfolio) => (
        <GainsReport
          portfolio={portfolio}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
      )}
    </PortfolioPage>
  );
}
