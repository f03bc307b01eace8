import type { Page } from "playwright-core";

/** One screen in one state. */
export interface Screen {
  name: string;
  path: string;
  /** Which desk it is taken from: the simulated market, or a generated one in a mood. */
  mood: "sandbox" | "empty" | "failing" | "slow";
  /** What the person chose before, as the app keeps it. */
  preferences?: { language?: "de"; density?: "compact"; currency?: string };
  /** What is done before the picture. */
  act?: (page: Page, narrow: boolean) => Promise<void>;
  /** When it can be taken; else when nothing is loading. */
  ready?: (page: Page) => Promise<void>;
  only?: "wide" | "narrow";
  /** Seen by the admin who made the desk's first account. */
  signedIn?: true;
}

const PATIENCE = { timeout: 15_000 };

/** Nothing is a placeholder any more, the font is there and a chart has been drawn. */
export async function readyToSee(page: Page): Promise<void> {
  await page
    .locator("main h1")
    .first()
    .waitFor({ state: "attached", ...PATIENCE });
  await page.waitForFunction(() => !document.querySelector("main .mantine-Skeleton-root"), undefined, PATIENCE);
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await drawn(page);
}

const drawn = (page: Page) =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250)))),
  );

const waiting = async (page: Page) => {
  await page.locator("main .mantine-Skeleton-root").first().waitFor(PATIENCE);
  await drawn(page);
};

const failed = async (page: Page) => {
  await page.getByRole("alert").first().waitFor(PATIENCE);
  await readyToSee(page);
};

const click = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
  await drawn(page);
};

const press = (keys: string) => async (page: Page) => {
  await page.keyboard.press(keys);
  await page.getByRole("dialog").first().waitFor(PATIENCE);
  await drawn(page);
};

const PAGES: Record<string, string> = {
  market: "/",
  "market-filtered": "/?minChange24hPct=-6&maxRank=200&sort=change24h&then=volume:desc",
  "market-none": "/?search=zzzzzzzzzz",
  overview: "/overview",
  coin: "/coins/bitcoin",
  "coin-line": "/coins/bitcoin?chart=line&span=90d",
  "coin-beside": "/coins/bitcoin?span=90d&vs=ethereum,solana&ind=sma20",
  "coin-indicators": "/coins/bitcoin?span=1y&ind=sma50,bb,rsi,macd&scale=log",
  "coin-missing": "/coins/no-such-coin-at-all",
  compare: "/compare?ids=bitcoin,ethereum,solana,dogecoin,tether",
  "compare-empty": "/compare",
  watchlists: "/watchlists",
  "watchlists-empty": "/watchlists?list=dust",
  "watchlists-tiles": "/watchlists?view=tiles",
  health: "/data-health",
  reports: "/reports",
  report: "/reports/latest",
  settings: "/settings",
  "not-found": "/nowhere",
  "sign-in": "/sign-in",
  "reset-password": "/reset-password",
  "reset-password-link": "/reset-password#a-token",
  "verify-email": "/verify-email#a-token",
};

const inMood = (mood: Screen["mood"], ready: Screen["ready"], paths: Record<string, string>): Screen[] =>
  Object.entries(paths).map(([name, path]) => ({ name: `${name}-${mood}`, path, mood, ...(ready && { ready }) }));

const FAKE_PAGES = {
  market: "/",
  overview: "/overview",
  coin: "/coins/quill-0",
  compare: "/compare?ids=quill-0,harbor-1",
  health: "/data-health",
  reports: "/reports",
};

const sandbox = (name: string, path: string, rest: Partial<Screen>): Screen => ({
  name,
  path,
  mood: "sandbox",
  ...rest,
});

const ACCOUNT_PAGES: Record<string, string> = {
  account: "/account",
  security: "/account/security",
  keys: "/account/keys",
  activity: "/account/activity",
  accounts: "/admin/accounts",
  audit: "/admin/activity",
  "audit-none": "/admin/activity?search=zzzzzzzzzz",
  desk: "/admin/desk",
};

const member = (name: string, path: string, rest: Partial<Screen> = {}): Screen =>
  sandbox(name, path, { signedIn: true, ...rest });

/** A part of the demo portfolio, which is made when the first of its screens is due. */
const demo = (name: string, tab: string, act: (page: Page) => Promise<void> = drawn): Screen =>
  member(`portfolio-${name}`, "/portfolios", {
    act: async (page) => {
      const make = page.getByRole("button", { name: "Try the demo portfolio" });
      await make
        .or(page.getByRole("link", { name: "Demo" }))
        .first()
        .click();
      await page.getByRole("heading", { level: 1, name: "Demo" }).waitFor(PATIENCE);
      await page.getByRole("link", { name: tab, exact: true }).click();
      await readyToSee(page);
      await act(page);
    },
  });

/** Every screen and state, those of one desk together. */
export const SCREENS: readonly Screen[] = [
  ...Object.entries(PAGES).map(([name, path]) => sandbox(name, path, {})),
  ...["market", "coin", "overview", "health", "settings", "report"].map((name) =>
    sandbox(`${name}-german`, PAGES[name] ?? "/", { preferences: { language: "de", currency: "eur" } }),
  ),
  ...["market", "watchlists", "health"].map((name) =>
    sandbox(`${name}-dense`, PAGES[name] ?? "/", { preferences: { density: "compact" } }),
  ),
  sandbox("market-selected", "/?sel=bitcoin,ethereum,solana", {}),
  sandbox("market-filters", "/", { act: click(/^Filters/) }),
  sandbox("market-columns", "/", { only: "wide", act: click("Columns") }),
  sandbox("palette", "/", { act: press("Control+k") }),
  sandbox("shortcuts", "/", { only: "wide", act: press("?") }),
  sandbox("coin-table", "/coins/bitcoin", {
    act: async (page) => {
      await page.getByText("Table", { exact: true }).first().click();
      await drawn(page);
    },
  }),
  sandbox("coin-stored", "/coins/bitcoin", {
    act: async (page) => {
      await page.getByRole("heading", { name: "Stored history" }).scrollIntoViewIfNeeded();
      await drawn(page);
    },
  }),
  sandbox("health-map", "/data-health", {
    act: async (page) => {
      await page.getByRole("heading", { name: "Gap map" }).scrollIntoViewIfNeeded();
      await page
        .getByRole("table", { name: /Gap map/ })
        .or(page.getByRole("region", { name: /Gap map/ }))
        .first()
        .waitFor();
      await drawn(page);
    },
  }),
  sandbox("health-durations", "/data-health", { act: click("Market totals and trending coins") }),
  sandbox("watchlist-undo", "/watchlists", {
    act: async (page) => {
      await page
        .getByRole("button", { name: /^Remove/ })
        .first()
        .click();
      await page.getByRole("button", { name: "Undo" }).waitFor();
      await drawn(page);
    },
  }),
  sandbox("register", "/register#the-token-that-was-printed", {
    act: async (page) => {
      await page.getByLabel("E-mail address").fill("ada@desk.example");
      await page.getByRole("textbox", { name: "Password", exact: true }).fill("violet harbour");
      await page.getByText(/^Strength/).waitFor(PATIENCE);
      await drawn(page);
    },
  }),
  sandbox("sign-in-wrong", "/sign-in", {
    act: async (page) => {
      await page.getByLabel("E-mail address").fill("ada@desk.example");
      await page.getByRole("textbox", { name: "Password", exact: true }).fill("not the password");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByText("Address or password is wrong.").waitFor(PATIENCE);
      await drawn(page);
    },
  }),
  sandbox("register-german", "/register", { preferences: { language: "de" } }),
  sandbox("market-lost", "/", {
    act: async (page) => {
      await page.route("**/trpc/**", (route) => route.abort());
      await page.evaluate(() => dispatchEvent(new Event("offline")));
      await page.reload({ waitUntil: "domcontentloaded" });
      await page.getByText("You see the last known figures").waitFor(PATIENCE);
      await drawn(page);
    },
  }),
  ...Object.entries(ACCOUNT_PAGES).map(([name, path]) => member(name, path)),
  member("security-app", "/account/security", { act: click("Set up") }),
  member("keys-make", "/account/keys", { act: click("Make a key") }),
  member("accounts-make", "/admin/accounts", { act: click("New account") }),
  member("accounts-menu", "/admin/accounts", { act: click(/^Actions for/) }),
  member("audit-entry", "/admin/activity", { act: click(/^Details/) }),
  sandbox("portfolios-strangers", "/portfolios", {}),
  member("portfolios-new", "/portfolios", { act: click("New portfolio") }),
  demo("transactions", "Transactions"),
  demo("entry", "Transactions", click("New transaction")),
  demo("correction", "Transactions", click(/^Correct /)),
  demo("settings", "Settings"),
  demo("link", "Settings", click("New link")),
  member("portfolios", "/portfolios"),
  member("links", "/admin/links"),
  ...inMood("empty", undefined, FAKE_PAGES),
  ...inMood("failing", failed, FAKE_PAGES),
  ...inMood("slow", waiting, FAKE_PAGES),
];
