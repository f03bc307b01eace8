import { click, drawn, failed, member, PATIENCE, press, readyToSee, type Screen, sandbox, waiting } from "./screen.ts";
import { WORK_SCREENS } from "./work-screens.ts";

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

// A list of every coin draws what is in sight: the rest of it would be an empty picture.
const endless = (name: string): Partial<Screen> => (name.startsWith("market") ? { whole: false } : {});

/** Every screen and state, those of one desk together. */
export const SCREENS: readonly Screen[] = [
  ...Object.entries(PAGES).map(([name, path]) => sandbox(name, path, endless(name))),
  ...["market", "coin", "overview", "health", "settings", "report"].map((name) =>
    sandbox(`${name}-german`, PAGES[name] ?? "/", {
      ...endless(name),
      preferences: { language: "de", currency: "eur" },
    }),
  ),
  ...["market", "watchlists", "health"].map((name) =>
    sandbox(`${name}-dense`, PAGES[name] ?? "/", { ...endless(name), preferences: { density: "compact" } }),
  ),
  sandbox("market-selected", "/?sel=bitcoin,ethereum,solana", endless("market")),
  sandbox("market-filters", "/", { act: click(/^Filters/) }),
  sandbox("market-columns", "/", { only: "wide", act: click("Columns") }),
  sandbox("palette", "/", { act: press("Control+k") }),
  sandbox("shortcuts", "/", { only: "wide", act: press("Shift+?") }),
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
        .getByRole("button", { name: /^Take .+ off the list$/ })
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
      // The page keeps its answers for the second time six seconds after it began, when all of them have come.
      await page.waitForTimeout(8_000);
      await page.route("**/trpc/**", (route) => route.abort());
      await page.evaluate(() => dispatchEvent(new Event("offline")));
      await page.reload({ waitUntil: "domcontentloaded" });
      await page.getByText("You see the last known figures").waitFor(PATIENCE);
      await readyToSee(page);
      await drawn(page);
    },
  }),
  ...Object.entries(ACCOUNT_PAGES).map(([name, path]) => member(name, path)),
  member("security-app", "/account/security", { act: click("Set up") }),
  member("keys-make", "/account/keys", { act: click("Make a key") }),
  member("accounts-make", "/admin/accounts", { act: click("New account") }),
  member("accounts-menu", "/admin/accounts", { act: click(/^Actions for/) }),
  member("audit-entry", "/admin/activity", { act: click(/^Details/) }),
  ...WORK_SCREENS,
  ...inMood("empty", undefined, FAKE_PAGES),
  ...inMood("failing", failed, FAKE_PAGES),
  ...inMood("slow", waiting, FAKE_PAGES),
];
