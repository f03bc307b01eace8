import { useParams } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { SharedStrategyView } from "../features/strategies/shared-strategy.tsx";
import { Page } from "../ui/page.tsx";

/** What somebody with a link to a strategy sees, without an account. No search engine is to list it. */
export function SharedStrategyRoute() {
  const { token } = useParams({ from: "/shared/strategies/$token" });
  return (
    <Page title={t("strategy.sharedTitle")}>
      <meta name="robots" content="noindex" />
      <SharedStrategyView key={token} token={token} />
    </Page>
  );
}
