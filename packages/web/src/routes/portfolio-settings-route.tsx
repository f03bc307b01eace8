import { useParams } from "@tanstack/react-router";
import { WalletsPanel } from "../features/portfolio-settings/wallets-panel.tsx";
import { PortfolioPage } from "./portfolio-page.tsx";

/** How a portfolio counts, where it keeps things, and who may see it. */
export function PortfolioSettingsRoute() {
  const { portfolioId } = useParams({ from: "/portfolios/$portfolioId/settings" });
  return (
    <PortfolioPage portfolioId={portfolioId} tab="settings">
      {(portfolio) => <WalletsPanel portfolio={portfolio} />}
    </PortfolioPage>
  );
}
