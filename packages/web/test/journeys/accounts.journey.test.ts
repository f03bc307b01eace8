import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, ask, registerFirst, signIn, tokenOf, totpCode } from "../support/accounts.ts";
import { type CheckedPage, SCREENS, violations } from "../support/axe.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

const account = (page: Page) => page.getByRole("button", { name: `Account of ${ADMIN.name}` });
const ended = (page: Page) => page.getByRole("status").filter({ hasText: "You were signed out." });

async function fillSignIn(page: Page, password = ADMIN.password): Promise<void> {
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function signOutByMenu(page: Page): Promise<void> {
  await account(page).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
}

/** Puts the coin of the page on the first list. */
async function watch(page: Page): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Watch/ })
    .first()
    .click();
  await page.getByRole("checkbox").first().click();
}

describe.skipIf(!canJourney())("a desk without accounts", () => {
  let desk: DeskProcess;
  let browser: Browser;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  it("says so, and the printed link makes the first account and signs in", async () => {
    const page = await browser.newPage({ viewport: WIDE });
    await page.goto(desk.url);
    await page.getByText("This desk has no account yet.").waitFor();
    await page.goto(`${desk.url}/register#${desk.setupToken}`);
    await page.getByRole("heading", { name: "Make the first account" }).waitFor();
    expect(await page.getByLabel("Setup token").inputValue()).toBe(desk.setupToken);
    expect(page.url()).toBe(`${desk.url}/register`);
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Name").fill(ADMIN.name);
    const password = page.getByRole("textbox", { name: "Password", exact: true });
    await password.fill("abc");
    await page.getByText("Strength: guessed at once").waitFor();
    await password.blur();
    await page.getByText("At least 8 characters.").waitFor();
    await password.fill("password1");
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("This password is among the most used ones").waitFor();
    await password.fill(ADMIN.password);
    await page.getByText("Strength: very good").waitFor();
    await page.getByRole("button", { name: "Make the account" }).click();
    await account(page).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    await account(page).click();
    await page.getByRole("link", { name: "Audit log" }).waitFor();
    await page.reload();
    await account(page).waitFor();
    await page.close();
  });
});

describe.skipIf(!canJourney())("accounts in a browser", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    await registerFirst(desk);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: WIDE });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  it("come back from signing in to the page they were on, with its query", async () => {
    await page.goto(`${desk.url}/compare?ids=bitcoin,ethereum`);
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await fillSignIn(page, "not the password");
    await page.getByText("Address or password is wrong.").waitFor();
    await page.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await account(page).waitFor();
    await expect.poll(() => decodeURIComponent(page.url()), SOON).toBe(`${desk.url}/compare?ids=bitcoin,ethereum`);
  });

  it("are led to sign in by a page that takes an account, and never to another site", async () => {
    await page.goto(`${desk.url}/account/security`);
    await expect.poll(() => page.url(), SOON).toBe(`${desk.url}/sign-in?to=%2Faccount%2Fsecurity`);
    await page.goto(`${desk.url}/sign-in?to=%2F%2Fevil.example%2Fx`);
    await fillSignIn(page);
    await account(page).waitFor();
    expect(new URL(page.url()).origin).toBe(desk.url);
    expect(new URL(page.url()).pathname).toBe("/");
  });

  it("may refresh only when they are signed in", async () => {
    await page.goto(`${desk.url}/data-health`);
    const refresh = page.getByRole("button", { name: "Refresh", exact: true });
    await expect.poll(() => refresh.isDisabled(), SOON).toBe(true);
    await page.getByText("This takes an account.").first().waitFor();
    await signIn(context, desk);
    await page.reload();
    await expect.poll(() => refresh.isEnabled(), SOON).toBe(true);
    expect(await page.getByText("This takes an account.").count()).toBe(0);
  });

  it("sign out in two tabs together, and in again", async () => {
    await signIn(context, desk);
    await page.goto(`${desk.url}/settings`);
    const other = await context.newPage();
    await other.goto(desk.url);
    await account(page).waitFor();
    await account(other).waitFor();
    await signOutByMenu(page);
    await page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
    await ended(other).waitFor();
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await fillSignIn(page);
    await account(page).waitFor();
    await account(other).waitFor();
    await expect.poll(() => ended(other).count(), SOON).toBe(0);
  });

  it("keep a form when the session is revoked in the middle of it, and can send it after signing in again", async () => {
    await signIn(context, desk);
    await page.goto(`${desk.url}/account`);
    const name = page.getByRole("textbox", { name: /Name/ }).first();
    await name.fill("Augusta");
    const token = await tokenOf(desk);
    await ask(desk, "account/sessions/revoke-others", {}, token);
    await page.getByRole("button", { name: /Save/ }).first().click();
    await ended(page).waitFor();
    expect(await name.inputValue()).toBe("Augusta");
    await page.getByRole("button", { name: "Sign in again" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await name.inputValue()).toBe("Augusta");
    await page.getByRole("button", { name: /Save/ }).first().click();
    await page.getByRole("button", { name: "Account of Augusta" }).waitFor();
    await name.fill(ADMIN.name);
    await page.getByRole("button", { name: /Save/ }).first().click();
    await account(page).waitFor();
  });

  it("find their watchlist in another browser, and this browser's own again after signing out", async () => {
    await page.goto(`${desk.url}/coins/solana`);
    await watch(page);
    await signIn(context, desk);
    await page.goto(`${desk.url}/watchlists`);
    await page.getByText("now follow your account").waitFor();
    await page.getByText("Kept with your account").waitFor();
    const second = await browser.newContext({ viewport: WIDE });
    await signIn(second, desk);
    const elsewhere = await second.newPage();
    await elsewhere.goto(`${desk.url}/watchlists`);
    await elsewhere
      .getByRole("link", { name: /Solana/ })
      .first()
      .waitFor();
    await elsewhere.goto(`${desk.url}/coins/cardano`);
    await watch(elsewhere);
    await expect
      .poll(async () => {
        await page.evaluate(() => window.dispatchEvent(new Event("focus")));
        return page.getByRole("link", { name: /Cardano/ }).count();
      }, SOON)
      .toBeGreaterThan(0);
    await signOutByMenu(page);
    await expect.poll(() => page.getByRole("link", { name: /Cardano/ }).count(), SOON).toBe(0);
    await page.getByText("Kept in this browser").waitFor();
    await page
      .getByRole("link", { name: /Solana/ })
      .first()
      .waitFor();
    await signOutByMenu(elsewhere);
    await elsewhere.goto(`${desk.url}/watchlists`);
    await elsewhere.getByRole("heading", { level: 1 }).waitFor();
    expect(await elsewhere.getByRole("link", { name: /Solana/ }).count()).toBe(0);
    await second.close();
  });

  it("give the code of their app where they have one", async () => {
    const email = "grace@desk.example";
    const admin = await tokenOf(desk);
    const password = "quiet lantern seventeen";
    const made = await makeAccount(desk, admin, { email, password });
    const { secret } = made;
    await page.goto(`${desk.url}/sign-in`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("textbox", { name: "Password", exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const code = page.getByLabel("Code of your authenticator app");
    await code.fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("This code does not hold").waitFor();
    await code.fill(totpCode(secret, Date.now() + 30_000));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: /^Account of/ }).waitFor();
  });

  // The address has to wait afterwards, so this comes last.
  it("say how long to wait after too many tries", async () => {
    await page.goto(`${desk.url}/sign-in`);
    const email = "nobody@desk.example";
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("textbox", { name: "Password", exact: true }).fill("wrong wrong wrong");
    const button = page.getByRole("button", { name: "Sign in", exact: true });
    const waiting = page.getByText(/Too many tries. Try again in \d+ seconds?/);
    await expect
      .poll(async () => {
        if (await button.isEnabled()) await button.click();
        return waiting.isVisible();
      }, SOON)
      .toBe(true);
    expect(await button.isDisabled()).toBe(true);
  });
});

describe.skipIf(!canJourney())("a desk that shows nothing to strangers", () => {
  it("leads to sign in without an error, and then to the page", async () => {
    const desk = await DeskProcess.start({ ANONYMOUS_READING: "off" });
    const browser = await openBrowser();
    try {
      await registerFirst(desk);
      const page = await browser.newPage({ viewport: WIDE });
      let alerts = 0;
      await page.exposeFunction("noteAlert", () => {
        alerts += 1;
      });
      await page.addInitScript(() => {
        new MutationObserver(() => {
          const shown = document.querySelector("[role='alert']:not(:empty)");
          if (shown) (window as unknown as { noteAlert: () => void }).noteAlert();
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(`${desk.url}/coins/bitcoin?span=90d`);
      await page.getByText("This desk shows its pages to people who have signed in.").waitFor();
      expect(alerts).toBe(0);
      await fillSignIn(page);
      await page.getByRole("heading", { level: 1, name: /Bitcoin/ }).waitFor();
      expect(new URL(page.url()).search).toBe("?span=90d");
      await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    } finally {
      await browser.close();
      await desk.stop();
    }
  });
});

describe.skipIf(!canJourney())("axe finds nothing on the pages before an account", () => {
  const EMPTY: CheckedPage[] = [{ path: "/register" }, { path: "/sign-in" }, { path: "/" }];
  const PAGES: CheckedPage[] = [
    { path: "/sign-in?to=%2Fsettings" },
    { path: "/register" },
    { path: "/reset-password" },
    { path: "/reset-password#some-token" },
    { path: "/verify-email" },
    { path: "/verify-email#some-token" },
  ];
  const SIGNED_IN: CheckedPage[] = [{ path: "/", press: [`Account of ${ADMIN.name}`] }, { path: "/sign-in" }];

  it.each(SCREENS)(
    "at $viewport.width px in $colorScheme",
    async (screen) => {
      const desk = await DeskProcess.start();
      const browser = await openBrowser();
      try {
        const context = await browser.newContext({ ...screen, reducedMotion: "reduce" });
        const found: string[] = [];
        for (const page of EMPTY) found.push(...(await violations(context, desk.url, page)));
        await registerFirst(desk);
        for (const page of PAGES) found.push(...(await violations(context, desk.url, page)));
        await signIn(context, desk);
        for (const page of SIGNED_IN) found.push(...(await violations(context, desk.url, page)));
        expect(found).toEqual([]);
      } finally {
        await browser.close();
        await desk.stop();
      }
    },
    400_000,
  );
});

/** An account with an authenticator app. */
async function makeAccount(desk: DeskProcess, admin: string, given: { email: string; password: string }) {
  const made = (await ask(desk, "admin/accounts", { email: given.email, role: "viewer" }, admin)) as {
    token: string;
  };
  await ask(desk, "auth/password-reset/confirm", { token: made.token, password: given.password });
  const token = await tokenOf(desk, { ...given, name: "" });
  const { secret } = (await ask(desk, "account/totp", {}, token)) as { secret: string };
  await ask(desk, "account/totp/confirm", { code: totpCode(secret, Date.now()) }, token);
  return { secret };
}
