import { readFile } from "node:fs/promises";
import { Secret, TOTP } from "otpauth";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, ask, registerFirst, signIn, tokenOf } from "../support/accounts.ts";
import { type CheckedPage, SCREENS, violations } from "../support/axe.ts";
import { canJourney, NARROW, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

interface Person {
  email: string;
  name: string;
  password: string;
}

const UNAUTHENTICATED = 401;
const PATIENCE_MS = 400_000;

describe.skipIf(!canJourney())("the pages of accounts", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let people = 0;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
    await registerFirst(desk);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: WIDE, acceptDownloads: true });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  /** An analyst of their own for each story, so that none meets the leftovers of another. */
  async function somebody(name: string): Promise<Person> {
    people += 1;
    const person = {
      email: `${name}-${people}@desk.example`,
      name: `${name} ${people}`,
      password: "nine calm herons 83",
    };
    const { email, role } = { email: person.email, role: "analyst" };
    const link = await ask(desk, "admin/accounts", { email, name: person.name, role }, await tokenOf(desk));
    await ask(desk, "auth/password-reset/confirm", {
      token: (link as { token: string }).token,
      password: person.password,
    });
    return person;
  }

  const signedIn = async (person: Person, path: string) => {
    await signIn(context, desk, person);
    await page.goto(desk.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  const button = (name: string | RegExp, where: Page = page) => where.getByRole("button", { name, exact: true });
  const dialog = () => page.getByRole("dialog");
  const row = (text: string | RegExp, where: Page = page) => where.getByRole("row").filter({ hasText: text });
  const statusOf = async (path: string, token: string) =>
    (await fetch(`${desk.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

  async function signInByPage(where: Page, { email, password }: Person): Promise<void> {
    await where.getByLabel("E-mail address").fill(email);
    await where.getByRole("textbox", { name: "Password" }).fill(password);
    await where.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  }

  it("lead a stranger to sign in and back to the page that was asked for", async () => {
    const grace = await somebody("grace");
    await page.goto(`${desk.url}/account/activity?kind=session`);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await signInByPage(page, grace);
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
    expect(page.url()).toBe(`${desk.url}/account/activity?kind=session`);
    await row("Sign-in").filter({ hasText: grace.email }).first().waitFor();
  });

  it("make a key that works, show it once, and end it within a second", async () => {
    await signedIn(await somebody("kay"), "/account/keys");
    await button("Make a key").click();
    await dialog().getByRole("button", { name: "Make a key" }).click();
    await dialog().getByText("Give it a name.").waitFor();
    await dialog().getByLabel("Name").fill("reporting");
    await dialog().getByRole("checkbox", { name: "read your own profile and activity" }).check();
    await dialog().getByRole("button", { name: "Make a key" }).click();
    await page.getByRole("dialog", { name: "Your new key reporting" }).waitFor();
    const key = (await dialog().locator("code").first().textContent()) ?? "";
    expect(key).toMatch(/^cdk_/);
    expect(await dialog().locator("code").last().textContent()).toContain(
      `'${desk.url}/api/v1/cryptocurrencies?limit=3'`,
    );
    expect(await statusOf("account", key)).toBe(200);
    await dialog().getByRole("button", { name: "Done" }).click();
    await expect.poll(() => page.content(), SOON).not.toContain(key);

    await button("Revoke the key reporting").click();
    await dialog().getByRole("button", { name: "Revoke", exact: true }).click();
    await expect.poll(() => statusOf("account", key), SOON).toBe(UNAUTHENTICATED);
    await page.getByText("No keys yet").waitFor();
    await page.getByRole("checkbox", { name: "Show ended keys" }).check();
    await row("reporting").getByText("revoked").waitFor();
  });

  it("set up an authenticator app from the shown secret, and a recovery code stands in for it", async () => {
    const alan = await somebody("alan");
    await signedIn(alan, "/account/security");
    await button("Set up").click();
    const picture = page.getByRole("img", { name: "QR code of the secret below" });
    expect(await picture.evaluate((node: HTMLImageElement) => node.decode().then(() => node.naturalWidth > 0))).toBe(
      true,
    );
    const secret = (await page.locator("main code").first().textContent()) ?? "";
    const code = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) }).generate();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    await page.getByLabel("Code that the app shows").fill(wrong);
    await button("Turn on").click();
    await page.getByText("This code does not fit.").waitFor();
    await page.getByLabel("Code that the app shows").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await button("Turn on").click();
    const codes = dialog().getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await codes.first().waitFor();
    const [recovery = ""] = await codes.allTextContents();
    const [file] = await Promise.all([page.waitForEvent("download"), button("Download").click()]);
    expect(await readFile(await file.path(), "utf8")).toContain(recovery);
    await button("I have kept them").click();
    await page.getByText(/recovery codes are left/).waitFor();

    const other = await browser.newContext({ viewport: NARROW });
    const phone = await other.newPage();
    await phone.goto(`${desk.url}/sign-in?to=/account`);
    await signInByPage(phone, alan);
    await phone.getByRole("button", { name: "Use a recovery code" }).click();
    await phone.getByRole("textbox", { name: "Recovery code" }).fill(recovery);
    await phone.keyboard.press("Enter");
    await phone.getByRole("heading", { level: 1, name: "Account" }).waitFor();
    await other.close();
  });

  it("end the session of another browser, which is out at once", async () => {
    const ada = await somebody("ida");
    await signedIn(ada, "/account/security");
    const token = await tokenOf(desk, ada);
    await page.reload();
    await row("this one").waitFor();
    await row("program")
      .getByRole("button", { name: /^End the session/ })
      .click();
    await expect.poll(() => statusOf("account", token), SOON).toBe(UNAUTHENTICATED);
    await expect.poll(() => row("program").count(), SOON).toBe(0);
    await row("this one").waitFor();
  });

  it("change the password, which ends every other session and is the one that holds", async () => {
    const joan = await somebody("joan");
    await signedIn(joan, "/account/security");
    const token = await tokenOf(desk, joan);
    const next = "orchards of quiet lamps 9";
    await page.getByRole("textbox", { name: "Present password" }).fill("not her password");
    await page.getByRole("textbox", { name: "New password", exact: true }).fill(next);
    await page.getByText(/^Strength:/).waitFor();
    await page.getByRole("textbox", { name: "New password again" }).fill(next);
    await button("Change password").click();
    await page.getByText("This is not your present password.").waitFor();
    await page.getByRole("textbox", { name: "Present password" }).fill(joan.password);
    await button("Change password").click();
    await page.getByText("Your password was changed.").waitFor();
    expect(await page.getByRole("textbox", { name: "New password again" }).inputValue()).toBe("");
    await expect.poll(() => statusOf("account", token), SOON).toBe(UNAUTHENTICATED);
    await expect(tokenOf(desk, joan)).rejects.toThrow("401");
    expect(await tokenOf(desk, { ...joan, password: next })).not.toBe("");
    await page.goto(`${desk.url}/account`);
    await page.getByText("Password changed").first().waitFor();
    await button("Mark all as read").click();
    await page.getByText("All notices are read.").waitFor();
    expect(await page.getByText("unread", { exact: true }).count()).toBe(0);
  });

  it("add a passkey and remove it", async () => {
    const mary = await somebody("mary");
    const site = desk.url.replace("127.0.0.1", "localhost");
    const devtools = await context.newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${site}/sign-in?to=/account/security`);
    await signInByPage(page, mary);
    await button("Add a passkey").click();
    await dialog().getByLabel("Name of the passkey").fill("Blue laptop");
    await dialog().getByRole("button", { name: "Add a passkey" }).click();
    await row("Blue laptop").waitFor();
    await button("Add a passkey").click();
    await dialog().getByRole("button", { name: "Add a passkey" }).click();
    await dialog().getByText("This device has a passkey for this account already.").waitFor();
    await dialog().getByRole("button", { name: "Cancel" }).click();
    await button("Remove the passkey Blue laptop").click();
    await dialog().getByRole("button", { name: "Remove" }).click();
    await page.getByText("No passkeys yet").waitFor();
  });

  it("give an account's owner everything it owns, and let it go for good", async () => {
    const rosa = await somebody("rosa");
    await signedIn(rosa, "/account");
    const [json] = await Promise.all([page.waitForEvent("download"), button("Download JSON").click()]);
    const owned = JSON.parse(await readFile(await json.path(), "utf8")) as { account: { email: string } };
    expect(owned.account.email).toBe(rosa.email);
    const [csv] = await Promise.all([page.waitForEvent("download"), button("Download CSV").click()]);
    expect(await readFile(await csv.path(), "utf8")).toContain(`account,1,email,${rosa.email}`);

    await button("Delete account…").click();
    const gone = dialog().getByRole("button", { name: "Delete for good" });
    expect(await gone.isDisabled()).toBe(true);
    await dialog().getByRole("textbox").fill(rosa.email.toUpperCase());
    await gone.click();
    await page
      .getByRole("button", { name: "Sign in" })
      .or(page.getByRole("link", { name: "Sign in" }))
      .first()
      .waitFor();
    await expect(tokenOf(desk, rosa)).rejects.toThrow("401");
  });

  it("keep the administration from everybody else, calmly", async () => {
    await signedIn(await somebody("vera"), "/admin/accounts?role=admin");
    await page.getByText("Your role may not see the administration").waitFor();
    await page.getByText("You are signed in as Analyst.").waitFor();
    expect(await page.getByText(ADMIN.email).count()).toBe(0);
  });

  it("disable an account, which is out at once, and let it in again", async () => {
    const nina = await somebody("nina");
    const other = await browser.newContext({ viewport: WIDE });
    await signIn(other, desk, nina);
    const theirs = await other.newPage();
    await theirs.goto(`${desk.url}/account/security`);
    await row("this one", theirs).waitFor();
    const token = await tokenOf(desk, nina);

    await signedIn(ADMIN, `/admin/accounts?search=${encodeURIComponent(nina.email)}`);
    await expect.poll(() => row("@desk.example").count(), SOON).toBe(1);
    await button(`Actions for ${nina.email}`).click();
    await page.getByRole("menuitem", { name: "Disable…" }).click();
    await dialog().getByRole("button", { name: "Disable", exact: true }).click();
    await row(nina.email).getByText("disabled").waitFor();
    await expect.poll(() => statusOf("account", token), SOON).toBe(UNAUTHENTICATED);
    await button("Set up", theirs).click();
    await theirs.getByText("You were signed out.").first().waitFor();
    await other.close();

    await button(`Actions for ${nina.email}`).click();
    await page.getByRole("menuitem", { name: "Enable" }).click();
    await row(nina.email).getByText("active").waitFor();
    expect(await tokenOf(desk, nina)).not.toBe("");
  });

  it("make an account with a link that sets its password, and give it another role", async () => {
    await signedIn(ADMIN, "/admin/accounts");
    await button("New account").click();
    await dialog().getByLabel("E-mail address").fill("lin@desk.example");
    await dialog().getByRole("radio", { name: "Viewer" }).check();
    await dialog().getByRole("button", { name: "Make account" }).click();
    await page.getByRole("dialog", { name: "Password link for lin@desk.example" }).waitFor();
    const link = (await dialog().locator("code").textContent()) ?? "";
    expect(link).toContain(`${desk.url}/reset-password#`);
    await button("Done").click();
    const lin = { email: "lin@desk.example", name: "lin", password: "seven slow rivers 61" };
    await ask(desk, "auth/password-reset/confirm", { token: link.split("#")[1] ?? "", password: lin.password });
    expect(await tokenOf(desk, lin)).not.toBe("");
    await button("Actions for lin@desk.example").click();
    await page.getByRole("menuitem", { name: "Change role…" }).click();
    await dialog().getByRole("radio", { name: "Analyst" }).check();
    await dialog().getByRole("button", { name: "Change role" }).click();
    await row("lin@desk.example").getByText("Analyst").waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")), SOON)
      .toBe("Actions for lin@desk.example");
  });

  it("let an admin act as somebody under a banner, without that account's credentials, and stop", async () => {
    const olga = await somebody("olga");
    await signedIn(ADMIN, `/admin/accounts?search=${encodeURIComponent(olga.email)}`);
    await button(`Actions for ${olga.email}`).click();
    await page.getByRole("menuitem", { name: "Act as…" }).click();
    await dialog()
      .getByRole("button", { name: `Act as ${olga.name}` })
      .click();
    await page.getByText(`You act as ${olga.name} (${olga.email}).`).waitFor();
    await page.getByRole("button", { name: new RegExp(`^Account of ${olga.name}`) }).click();
    await page.getByRole("link", { name: "Own activity" }).click();
    await row("Acted as the account").waitFor();
    await page
      .getByRole("navigation", { name: "Pages of your account" })
      .getByRole("link", { name: "API keys" })
      .click();
    await page.getByText("Not while acting as somebody else").waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: new RegExp(`^Account of ${ADMIN.name}`) }).waitFor();
    await expect.poll(() => page.getByText("You act as").count(), SOON).toBe(0);
  });

  it("show in the audit log what was done, by the question of the address, and save just that as CSV", async () => {
    const paul = await somebody("paul");
    await fetch(`${desk.url}/api/v1/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: paul.email, password: "wrong on purpose" }),
    });
    await signedIn(ADMIN, "/admin/accounts");
    await button(`Actions for ${paul.email}`).click();
    await page.getByRole("menuitem", { name: "Change role…" }).click();
    await dialog().getByRole("radio", { name: "Viewer" }).check();
    await dialog().getByRole("button", { name: "Change role" }).click();
    await row(paul.email).getByText("Viewer").waitFor();
    await button(`Actions for ${paul.email}`).click();
    await page.getByRole("menuitem", { name: "Show in the audit log" }).click();
    await row("Role or access changed")
      .getByRole("button", { name: /^Details/ })
      .click();
    const changes = page.getByRole("table", { name: "What changed" });
    await expect.poll(() => changes.getByRole("row").last().textContent(), SOON).toBe("roleanalystviewer");
    await row("Account made").waitFor();

    await page.getByLabel("Outcome").selectOption("refused");
    await expect.poll(() => new URL(page.url()).searchParams.get("outcome"), SOON).toBe("refused");
    await expect.poll(() => row("done").count(), SOON).toBe(0);
    const [file] = await Promise.all([page.waitForEvent("download"), button("CSV").click()]);
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n").slice(1);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.includes(",refused,") || !line.includes(paul.email))).toEqual([]);
    await page.reload();
    await row("refused").first().waitFor();
    expect(await row("Account made").count()).toBe(0);
  });

  it("require a second factor of a role, whose people are told what to do", async () => {
    const vera = await somebody("zoe");
    await signedIn(ADMIN, "/admin/desk");
    await page.getByRole("checkbox", { name: "Required for: Analyst" }).click();
    await page.getByText("The rule was changed.").waitFor();
    const other = await browser.newContext({ viewport: NARROW });
    await signIn(other, desk, vera);
    const theirs = await other.newPage();
    await theirs.goto(`${desk.url}/account/security`);
    await theirs.getByText("Your role needs a second factor", { exact: true }).waitFor();
    await other.close();
    await page.getByRole("checkbox", { name: "Required for: Analyst" }).click();
    await expect
      .poll(() => page.getByRole("checkbox", { name: "Required for: Analyst" }).isChecked(), SOON)
      .toBe(false);
    await page.getByRole("checkbox", { name: "Required for: Admin" }).click();
    await page
      .getByRole("dialog", { name: "Require it of your own role?" })
      .getByRole("button", { name: "Cancel" })
      .click();
    expect(await page.getByRole("checkbox", { name: "Required for: Admin" }).isChecked()).toBe(false);
    await button("Rotate…").click();
    await dialog().getByRole("button", { name: "Rotate" }).click();
    await expect.poll(() => row(/new tokens|until/).count(), SOON).toBe(2);
  });

  const PAGES: CheckedPage[] = [
    { path: "/account" },
    { path: "/account", press: ["Delete account…"] },
    { path: "/account/security" },
    { path: "/account/security", press: ["Set up"] },
    { path: "/account/security", press: ["Add a passkey"] },
    { path: "/account/security", press: ["End all others"] },
    { path: "/account/keys" },
    { path: "/account/keys", press: ["Make a key"] },
    { path: "/account/activity", press: ["Details"] },
    { path: "/account/activity?kind=totp" },
    { path: "/admin/accounts" },
    { path: "/admin/accounts", press: ["New account"] },
    { path: "/admin/accounts?search=nobody-at-all" },
    { path: "/admin/activity", press: ["Details"] },
    { path: "/admin/desk" },
  ];

  it.each(SCREENS)(
    "have nothing for axe to find at $viewport.width px in $colorScheme",
    async (screen) => {
      const checked = await browser.newContext({ ...screen, reducedMotion: "reduce" });
      await signIn(checked, desk);
      // A second session, so that there are others to end.
      await tokenOf(desk);
      const found: string[] = [];
      for (const one of PAGES) found.push(...(await violations(checked, desk.url, one)));
      await checked.close();
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );
});
