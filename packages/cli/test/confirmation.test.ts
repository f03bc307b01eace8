import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountsPath } from "../src/credentials/account-file.ts";
import { runCli } from "../src/run-cli.ts";
import { ada, KEY_TEXT, passwordLink, RECOVERY_CODES, totpSetup } from "./canned-accounts.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";
import { fakeTerminal, homeOf, run, typing } from "./fake-terminal.ts";

let desk: FakeDesk;
/** Whether the server takes the caller for the owner by now. */
let confirmed: boolean;
beforeEach(async () => {
  desk = await startFakeDesk();
  confirmed = false;
  desk.answers["account.confirm"] = ({ password, code }: { password?: string; code?: string }) => {
    if (password === "wrong") throw refusal(422, "bad", [{ pointer: "/password", detail: "is not your password" }]);
    confirmed = password === "a long password" || code === "123456";
    return { confirmedUntil: "2026-01-31T12:10:00.000Z" };
  };
  sensitive("account.createKey", { name: "reporting", scopes: ["market:read"], expiresAt: null, key: KEY_TEXT });
});
afterEach(() => desk.close());

function sensitive(path: string, answer: unknown): void {
  desk.answers[path] = () => {
    if (confirmed) return answer;
    throw refusal(403, "Confirm that it is you first.", undefined, "urn:cryptodesk:confirmation-needed");
  };
}

const CREATE_KEY = ["account", "create-key", "reporting", "--scopes", "market:read"];
const pathsAsked = () => desk.calls.map(({ path }) => path);
const inputsOf = (path: string) => desk.calls.filter((call) => call.path === path).map(({ input }) => input);

describe("a command that needs a fresh proof", () => {
  it("asks for the password on a terminal and goes on", async () => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(CREATE_KEY, terminal.cli);
    await typing(terminal, "password of ada@example.com:", "a long password\r");
    expect(await ended).toBe(0);
    expect(pathsAsked()).toEqual(["account.createKey", "account.me", "account.confirm", "account.createKey"]);
    expect(terminal.out()).toBe(`${KEY_TEXT}\n`);
  });

  it("asks for a code where there is an authenticator app", async () => {
    desk.answers["account.me"] = () => ({ ...ada, secondFactors: ["totp"] });
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(CREATE_KEY, terminal.cli);
    await typing(terminal, "code of the authenticator app", "123456\r");
    expect(await ended).toBe(0);
    expect(inputsOf("account.confirm")).toEqual([{ code: "123456" }]);
  });

  it("asks again after a slip, three times in all", async () => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(CREATE_KEY, terminal.cli);
    await typing(terminal, "password of ada@example.com:", "wrong\r");
    for (const _ of [2, 3]) await typing(terminal, "Once more.\n? To confirm", "wrong\r");
    expect(await ended).toBe(2);
    expect(inputsOf("account.confirm")).toHaveLength(3);
    expect(terminal.err()).not.toContain("wrong");
  });

  it("takes the password from a pipe, or a code from --code", async () => {
    const piped = await run([...CREATE_KEY, "--password-stdin"], { url: desk.url, piped: "a long password\n" });
    expect({ code: piped.code, out: piped.out }).toEqual({ code: 0, out: `${KEY_TEXT}\n` });
    confirmed = false;
    expect((await run([...CREATE_KEY, "--code", "123456"], { url: desk.url })).code).toBe(0);
  });

  it("says what to do where nobody can be asked", async () => {
    const { code, out, err } = await run(CREATE_KEY, { url: desk.url });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("--password-stdin");
    expect(err).toContain("cryptodesk account confirm");
    expect(pathsAsked()).toEqual(["account.createKey"]);
  });

  it("does not ask where the proof is fresh", async () => {
    confirmed = true;
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    expect(await runCli(CREATE_KEY, terminal.cli)).toBe(0);
    expect(pathsAsked()).toEqual(["account.createKey"]);
  });

  it("leads an account without password and app to the browser", async () => {
    desk.answers["account.me"] = () => ({ ...ada, hasPassword: false, secondFactors: ["passkey"] });
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    expect(await runCli(CREATE_KEY, terminal.cli)).toBe(2);
    expect(terminal.err()).toContain("in the browser");
  });

  it("does not take the code of a new app for the proof", async () => {
    sensitive("account.confirmTotp", { codes: RECOVERY_CODES });
    const words = ["account", "confirm-totp", "--code", "654321", "--password-stdin"];
    const { code, out } = await run(words, { url: desk.url, piped: "a long password" });
    expect({ code, out }).toEqual({ code: 0, out: `${RECOVERY_CODES.join("\n")}\n` });
    expect(inputsOf("account.confirm")).toEqual([{ password: "a long password" }]);
  });
});

describe("changing the password", () => {
  it("asks for the old one and twice for the new one", async () => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(["account", "change-password"], terminal.cli);
    await typing(terminal, "Current password of ada@example.com:", "a long password\r");
    await typing(terminal, "New password", "an even longer one\r");
    await typing(terminal, "The same again:", "an even longer one\r");
    expect(await ended).toBe(0);
    expect(inputsOf("account.changePassword")).toEqual([
      { currentPassword: "a long password", newPassword: "an even longer one" },
    ]);
    expect(terminal.err()).not.toContain("longer");
  });

  it("changes nothing where the two differ", async () => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(["account", "change-password"], terminal.cli);
    await typing(terminal, "Current password", "a long password\r");
    await typing(terminal, "New password", "an even longer one\r");
    await typing(terminal, "The same again:", "an even longer oen\r");
    expect(await ended).toBe(2);
    expect(terminal.err()).toContain("not the same");
    expect(inputsOf("account.changePassword")).toEqual([]);
  });

  it("names a password that is too short without repeating it", async () => {
    const words = ["account", "change-password", "--password-stdin"];
    const { code, err } = await run(words, { url: desk.url, piped: "a long password\nshort1\n" });
    expect(code).toBe(2);
    expect(err).toContain("new password: must have at least 8 characters");
    expect(err).not.toContain("short1");
  });

  it("needs both lines in a pipe", async () => {
    const words = ["account", "change-password", "--password-stdin"];
    const { code, err } = await run(words, { url: desk.url, piped: "a long password\n" });
    expect(code).toBe(2);
    expect(err).toContain("two lines");
  });
});

describe("what cannot be undone", () => {
  const destructive: [words: string, path: string][] = [
    ["admin change-account grace@example.com --no-active", "admin.changeAccount"],
    ["admin revoke-sessions grace@example.com", "admin.revokeSessions"],
    ["admin impersonate grace@example.com", "admin.impersonate"],
    ["admin change-policy --second-factor-roles none", "admin.changePolicy"],
    ["admin rotate-keys", "admin.rotateSigningKeys"],
    ["account revoke-others", "account.revokeOtherSessions"],
    ["account delete --confirm-email ada@example.com", "account.delete"],
  ];

  it.each(destructive)("%s is asked about, and left alone on no or without a terminal", async (words, path) => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(words.split(" "), terminal.cli);
    await typing(terminal, "(y/N)", "\r");
    expect(await ended).toBe(1);
    expect(terminal.err()).toContain("Nothing was changed.");
    const alone = await run(words.split(" "), { url: desk.url });
    expect(alone.code).toBe(2);
    expect(alone.err).toContain("--yes");
    expect(inputsOf(path)).toEqual([]);
  });

  it.each(destructive)("%s is done on yes", async (words, path) => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(words.split(" "), terminal.cli);
    await typing(terminal, "(y/N)", "y\r");
    expect(await ended).toBe(0);
    expect(inputsOf(path)).toHaveLength(1);
  });

  it("deletes the account only after its address was typed, and signs out here", async () => {
    const home = homeOf();
    await run(["login", "ada@example.com", "--password-stdin"], { url: desk.url, home, piped: "a long password" });
    const terminal = fakeTerminal({ url: desk.url, tty: true, home });
    const ended = runCli(["account", "delete"], terminal.cli);
    await typing(terminal, "type the address of your account", "ada@example.com\r");
    await typing(terminal, "(y/N)", "y\r");
    expect(await ended).toBe(0);
    expect(inputsOf("account.delete")).toEqual([{ confirmEmail: "ada@example.com" }]);
    expect(readFileSync(accountsPath(home), "utf8")).not.toContain("refresh-1");
  });
});

describe("an account named by its address", () => {
  const accounts = (emails: string[], nextCursor: string | null = null) => ({
    items: emails.map((email, index) => ({ email, id: `01900000-0000-7000-8000-00000000000${index}` })),
    nextCursor,
  });

  it("is the one with exactly that address, in whatever case, on whatever page", async () => {
    desk.answers["admin.accounts"] = ({ cursor }: { cursor?: string }) =>
      cursor ? accounts(["x@example.com", "Ada@Example.com"]) : accounts(["my-ada@example.com"], "next");
    const { code, out } = await run(["admin", "reset-password", "ada@example.COM"], { url: desk.url });
    expect({ code, out }).toEqual({ code: 0, out: `${desk.url}${passwordLink.path}\n` });
    expect(inputsOf("admin.resetPassword")).toEqual([{ id: "01900000-0000-7000-8000-000000000001" }]);
  });

  it("is not one that only contains it", async () => {
    desk.answers["admin.accounts"] = () => accounts(["my-ada@example.com"]);
    const { code, err } = await run(["admin", "reset-password", "ada@example.com"], { url: desk.url });
    expect(code).toBe(1);
    expect(err).toContain("no account with the address ada@example.com");
    expect(inputsOf("admin.resetPassword")).toEqual([]);
  });

  it("cannot be named by anything else", async () => {
    const { code, err } = await run(["admin", "account", "ada"], { url: desk.url });
    expect(code).toBe(2);
    expect(err).toContain("<account>: must be an address");
  });
});

describe("an authenticator app", () => {
  it("is shown as a QR code on a terminal that has room for it, with the secret to type", async () => {
    const { out } = await run(["account", "begin-totp"], { url: desk.url, tty: true });
    expect(out).toMatch(/[▀▄█]{20}/);
    expect(out).toContain("JBSW Y3DP EHPK 3PXP");
    expect(out).not.toContain("otpauth:");
  });

  it("is shown as its address where there is no room, or no terminal", async () => {
    for (const options of [{ tty: true, columns: 30 }, { tty: false }]) {
      const { out } = await run(["account", "begin-totp"], { url: desk.url, ...options });
      expect(out).toContain(totpSetup.uri);
      expect(out).not.toContain("█");
    }
  });
});

it("what is asked for once is not lost: the JSON of a new key holds the key", async () => {
  confirmed = true;
  const { out } = await run([...CREATE_KEY, "--json"], { url: desk.url });
  expect(JSON.parse(out).key).toBe(KEY_TEXT);
});
