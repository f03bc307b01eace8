import { useParams } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { SharedPortfolio } from "../features/portfolio-share/shared-portfolio.tsx";
import { Page } from "../ui/page.tsx";

/** What somebody with a link sees, without an account. No search engine is to list it. */
export function SharedRoute() {
  const { token } = useParams({ from: "/shared/$token" });
  return (
    <Page title={t("portfolioShare.title")}>
      <meta name="robots" content="noindex" />
      <SharedPortfolio key={token} token={token} />
    </Page>
  );
}
