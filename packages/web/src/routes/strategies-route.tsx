import { t } from "../catalogue/catalogue.ts";
import { StrategyList } from "../features/strategies/strategy-list.tsx";
import { Page } from "../ui/page.tsx";
import { StrategyMembers } from "./strategy-members.tsx";

/** The account's strategies, the templates and what others have made public. */
export function StrategiesRoute() {
  return (
    <Page title={t("strategy.title")} intro={t("strategy.intro")}>
      <StrategyMembers>{() => <StrategyList />}</StrategyMembers>
    </Page>
  );
}
