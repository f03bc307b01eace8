import { useParams } from "@tanstack/react-router";
import { HoldingsPanel } from "../features/portfolio-holdings/holdings-panel.tsx";
import { PortfolioPage } from "./portfolio-page.tsx";

/** What a portfolio holds. */
export function PortfolioHoldingsRoute() {
  const { portfolioId } = useParams({ from: "/portfolios/$portfolioId/holdings" });
  return (
    <PortfolioPage portfolioId={portfolioId} tab="holdings">
      {(portfolio) => <HoldingsPanel portfolio={portfolio} />}
    </PortfolioPage>
  );
}
