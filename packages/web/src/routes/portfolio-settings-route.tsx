import { useNavigate, useParams } from "@tanstack/react-router";
import { ExportPanel } from "../features/portfolio-settings/export-panel.tsx";
import { GeneralPanel } from "../features/portfolio-settings/general-panel.tsx";
import classes from "../features/portfolio-settings/portfolio-settings.module.css";
import { RatesPanel } from "../features/portfolio-settings/rates-panel.tsx";
import { RulesPanel } from "../features/portfolio-settings/rules-panel.tsx";
import { SharesPanel } from "../features/portfolio-settings/shares-panel.tsx";
import { WalletsPanel } from "../features/portfolio-settings/wallets-panel.tsx";
import { PortfolioPage } from "./portfolio-page.tsx";

/** How a portfolio counts, where it keeps things, and who may see it. */
export function PortfolioSettingsRoute() {
  const { portfolioId } = useParams({ from: "/portfolios/$portfolioId/settings" });
  const navigate = useNavigate();
  return (
    <PortfolioPage portfolioId={portfolioId} tab="settings">
      {(portfolio) => (
        <div className={classes.columns}>
          <div className={classes.column}>
            <GeneralPanel portfolio={portfolio} />
            <RulesPanel portfolio={portfolio} />
          </div>
          <div className={classes.column}>
            <WalletsPanel portfolio={portfolio} />
            <SharesPanel portfolio={portfolio} />
            <RatesPanel portfolio={portfolio} />
            <ExportPanel portfolio={portfolio} onDeleted={() => void navigate({ to: "/portfolios" })} />
          </div>
        </div>
      )}
    </PortfolioPage>
  );
}
