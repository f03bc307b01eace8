import type { Page } from "playwright-core";
import { type DeskContent, importFile } from "./desk-content.ts";
import { drawn, member, PATIENCE, readyToSee, type Screen, sandbox } from "./screen.ts";

/** Presses the first button of this name, then waits until what it opens has come; names are in every language. */
const opens = (name: RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click(PATIENCE);
  await drawn(page);
  await page.waitForFunction(() => !document.querySelector(".mantine-Skeleton-root"), undefined, PATIENCE);
  await drawn(page);
};

const explained = async (page: Page) => {
  await page.locator("main button[title]").first().click(PATIENCE);
  await page.getByRole("dialog").getByRole("table").first().waitFor(PATIENCE);
  await drawn(page);
};

const readFile = async (page: Page) => {
  await page.locator("input[type=file]").setInputFiles(importFile);
  await page
    .getByText(/^(Ready to record|Bereit zum Eintragen)$/)
    .first()
    .waitFor(PATIENCE);
  // Narrow, the rows of the file are a list.
  await page
    .getByText(/^(Row by row|Zeile für Zeile)$/)
    .first()
    .waitFor(PATIENCE);
  await readyToSee(page);
};

const misspelt = async (page: Page, narrow: boolean) => {
  if (narrow) await page.getByRole("radiogroup").getByText("Text", { exact: true }).click(PATIENCE);
  const text = page.getByRole("textbox", { name: /^(Rules as text|Regeln als Text)$/ });
  await text.fill((await text.inputValue()).replace("above calm", "above clam").replace("stop 12 %", "stop 120 %"));
  await drawn(page);
};

/** Until an account on paper has closed a position: two candles of five minutes after it was begun. */
const traded = async (page: Page) => {
  await page.getByRole("table").first().waitFor({ timeout: 1_200_000 });
  await readyToSee(page);
};

const PORTFOLIO =
  (part = "") =>
  ({ portfolio }: DeskContent) =>
    `/portfolios/${portfolio}${part}`;
const STRATEGY =
  (part = "") =>
  ({ strategy }: DeskContent) =>
    `/strategies/${strategy}${part}`;

/** What portfolios look like, by the name of the picture. */
const PORTFOLIOS: Screen[] = [
  sandbox("portfolios-strangers", "/portfolios"),
  member("portfolios", ({ portfolio }) => (portfolio ? "/portfolios" : "")),
  member("portfolios-new", "/portfolios", { act: opens(/^(New portfolio|Neues Portfolio)$/) }),
  member("portfolio-dashboard", PORTFOLIO("?period=all"), { whole: true }),
  member("portfolio-dashboard-return", PORTFOLIO("?period=all&show=return")),
  member("portfolio-dashboard-empty", ({ emptyPortfolio }) => `/portfolios/${emptyPortfolio}`),
  member("portfolio-explain", PORTFOLIO("?period=all"), { act: explained }),
  member("portfolio-holdings", PORTFOLIO("/holdings"), { whole: true }),
  member("portfolio-holdings-empty", ({ emptyPortfolio }) => `/portfolios/${emptyPortfolio}/holdings`),
  member("portfolio-lots", PORTFOLIO("/holdings"), { act: opens(/^(Open lots of|Offene Posten:)/) }),
  member("portfolio-transactions", PORTFOLIO("/transactions")),
  member("portfolio-entry", PORTFOLIO("/transactions"), { act: opens(/^(New transaction|Neuer Vorgang)$/) }),
  member("portfolio-correction", PORTFOLIO("/transactions"), { act: opens(/^Correct | berichtigen$/) }),
  member("portfolio-gains", PORTFOLIO("/gains"), { whole: true }),
  member("portfolio-missing", ({ missing }) => `/portfolios/${missing}/transactions`, { whole: true }),
  member("portfolio-gains-missing", ({ missing }) => `/portfolios/${missing}/gains`),
  member("portfolio-import", ({ importing }) => `/portfolios/${importing}/import`),
  member("portfolio-import-read", ({ importing }) => `/portfolios/${importing}/import`, { act: readFile, whole: true }),
  member("portfolio-comparison", ({ portfolio }) => (portfolio ? "/portfolios/compare" : ""), { whole: true }),
  member("portfolio-settings", PORTFOLIO("/settings"), { whole: true }),
  member("portfolio-link", PORTFOLIO("/settings"), { act: opens(/^(New link|Neuer Link)$/) }),
  sandbox("portfolio-shared", ({ sharedPortfolio }) => new URL(sharedPortfolio, "http://desk").pathname, {
    whole: true,
  }),
  sandbox("portfolio-shared-gone", "/shared/no-such-token-at-all"),
];

/** What strategies look like. */
const STRATEGIES: Screen[] = [
  sandbox("strategies-strangers", "/strategies"),
  member("strategies", ({ strategy }) => (strategy ? "/strategies" : "")),
  member("strategies-new", "/strategies", { act: opens(/^(New strategy|Neue Strategie)$/) }),
  member("strategy-editor", STRATEGY(), { whole: true }),
  member("strategy-problems", STRATEGY(), { act: misspelt, whole: true }),
  member("strategy-versions", STRATEGY(), { act: opens(/^(Versions|Versionen)$/) }),
  member("strategy-share", STRATEGY(), { act: opens(/^(Share|Teilen)$/) }),
  member("strategy-runs", STRATEGY("/runs")),
  member("strategy-runs-empty", ({ emptyStrategy }) => `/strategies/${emptyStrategy}/runs`),
  member("strategy-backtest", STRATEGY("/runs"), { act: opens(/^(New backtest|Neuer Backtest)$/) }),
  member("strategy-run", ({ strategy, runs: [run] }) => `/strategies/${strategy}/runs/${run}`, { whole: true }),
  member("strategy-comparison", ({ runs }) => `/strategies/compare-runs?runs=${runs.join(",")}`, { whole: true }),
  member("strategy-optimise", STRATEGY("/optimise"), { whole: true }),
  member("strategy-search", ({ strategy, search }) => `/strategies/${strategy}/runs/${search}`, { whole: true }),
  member("strategy-paper-none", ({ emptyStrategy }) => `/strategies/${emptyStrategy}/paper`),
  sandbox("strategy-shared", ({ sharedStrategy }) => new URL(sharedStrategy, "http://desk").pathname, { whole: true }),
  sandbox("strategy-shared-gone", "/shared/strategies/no-such-token-at-all"),
  member("links", ({ portfolio }) => (portfolio ? "/admin/links" : "")),
  member("strategy-paper", ({ papered }) => `/strategies/${papered}/paper`, { ready: traded, whole: true }),
];

/** Each of them in both languages of the desk. */
export const WORK_SCREENS: readonly Screen[] = [...PORTFOLIOS, ...STRATEGIES].flatMap((screen) => [
  screen,
  { ...screen, name: `${screen.name}-german`, preferences: { language: "de" as const } },
]);
