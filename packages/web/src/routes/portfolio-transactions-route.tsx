import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { parseTransactionSearch } from "../features/portfolio-transactions/transaction-search.ts";
import { TransactionsPanel } from "../features/portfolio-transactions/transactions-panel.tsx";
import { PortfolioPage } from "./portfolio-page.tsx";

const PATH = "/portfolios/$portfolioId/transactions";

/** What happened in a portfolio: reading, recording and correcting it. */
export function PortfolioTransactionsRoute() {
  const { portfolioId } = useParams({ from: PATH });
  const search = parseTransactionSearch(useSearch({ from: PATH }));
  const navigate = useNavigate({ from: PATH });
  return (
    <PortfolioPage portfolioId={portfolioId} tab="transactions">
      {(portfolio) => (
        <TransactionsPanel
          portfolio={portfolio}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true })}
        />
      )}
    </PortfolioPage>
  );
}
