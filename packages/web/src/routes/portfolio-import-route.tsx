import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ImportPanel } from "../features/portfolio-import/import-panel.tsx";
import { parseImportSearch } from "../features/portfolio-import/import-search.ts";
import { PortfolioPage } from "./portfolio-page.tsx";

const PATH = "/portfolios/$portfolioId/import";

/** Files that are imported into a portfolio. */
export function PortfolioImportRoute() {
  const { portfolioId } = useParams({ from: PATH });
  const search = parseImportSearch(useSearch({ from: PATH }));
  const navigate = useNavigate({ from: PATH });
  return (
    <PortfolioPage portfolioId={portfolioId} tab="import">
      {(portfolio) => (
        <ImportPanel portfolio={portfolio} search={search} onSearch={(next) => void navigate({ search: next })} />
      )}
    </PortfolioPage>
  );
}
