import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountsPath } from "../src/credentials/account-file.ts";
import { runCli } from "../src/run-cli.ts";
import { ada, tokenAnswer } from "./canned-accounts.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";
import { fakeTerminal, homeOf, run, typing } from "./fake-terminal.ts";

let desk: FakeDesk;
let home: string;
beforeEach(async () => {
  desk = await startFakeDesk();
  home = homeOf();
});
afterEach(() => desk.close());

const PASSWORD = "a long password";
const at = (more: object = {}) => ({ url: desk.url, home, ...more });
const login = (more: object = {}) =>
  run(["login", "ada@example.com", "--password-stdin"], at({ piped: `${PASSWORD}\n`, ...more }));
const callsOf = (path: string) => desk.calls.filter((call) => call.path === path).map(({ input }) => input);
const needed = {
  signedIn: false,
  challenge: "c",
  methods: ["totp", "recoveryCode"],
  expiresAt: "2026-01-31T12:05:00Z",
};
const kept = () => JSON.parse(readFileSync(accountsPath(home), "utf8"));

describe("login", () => {
  it("keeps the tokens in a file of mode 0600 in a directory of mode 0700, and prints none of them", async () => {
    const { code, out, err } = await login();
    expect({ code, out }).toEqual({ code: 0, out: `Signed in as ada@example.com (admin) at ${desk.url}\n` });
    expect(err).toBe(`Kept in ${accountsPath(home)}.\n`);
    expect(statSync(accountsPath(home)).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, "credentials")).mode & 0o777).toBe(0o700);
    expect(readFileSync(accountsPath(home), "utf8")).toContain("refresh-1");
    expect(readFileSync(accountsPath(home), "utf8")).not.toContain(PASSWORD);
  });

  it("prints who is signed in with --json, and no token", async () => {
    const { out } = await run(["login", "ada@example.com", "--password-stdin", "--json"], at({ piped: PASSWORD }));
    expect(JSON.parse(out)).toEqual(ada);
  });

  it("names the session after this machine", async () => {
    await login();
    expect(callsOf("auth.login")).toEqual([
      { email: "ada@example.com", password: PASSWORD, client: "token", device: "CLI on desk-7" },
    ]);
  });

  it("asks for address and password on a terminal and shows nothing of the password", async () => {
    const terminal = fakeTerminal(at({ tty: true }));
    const ended = runCli(["login"], terminal.cli);
    await typing(terminal, "Address (e-mail):", "ada@example.com\r");
    await typing(terminal, `Password of ada@example.com at ${desk.url}:`, `${PASSWORD}\r`);
    expect(await ended).toBe(0);
    expect(callsOf("auth.login")).toMatchObject([{ email: "ada@example.com", password: PASSWORD }]);
    expect(terminal.err()).not.toContain("long");
    // Not even how long it is: whatever is typed, the line stays the same.
    const lines = terminal
      .err()
      .split("? Password")
      .slice(1, -1)
      .map((line) => line.match(/\d: (.*\])/)?.[1]);
    expect(new Set(lines)).toEqual(new Set(["[input is masked]"]));
    expect(terminal.out()).toBe(`Signed in as ada@example.com (admin) at ${desk.url}\n`);
    expect(terminal.rawModes.at(-1)).toBe(false);
  });

  it("asks for the second factor, and takes a recovery code in its place", async () => {
    desk.answers["auth.login"] = () => needed;
    for (const [typed, proof] of [
      ["123 456", { code: "123456" }],
      ["aaaa-bbbb-cccc", { recoveryCode: "aaaa-bbbb-cccc" }],
    ] as const) {
      const terminal = fakeTerminal(at({ tty: true }));
      const ended = runCli(["login", "ada@example.com"], terminal.cli);
      await typing(terminal, "Password of", `${PASSWORD}\r`);
      await typing(terminal, "or a recovery code:", `${typed}\r`);
      expect(await ended).toBe(0);
      expect(callsOf("auth.completeSecondFactor").at(-1)).toEqual({ challenge: "c", ...proof });
    }
  });

  it("takes the second factor from --code", async () => {
    desk.answers["auth.login"] = () => needed;
    const words = ["login", "ada@example.com", "--password-stdin", "--code", "123456"];
    expect((await run(words, at({ piped: PASSWORD }))).code).toBe(0);
    expect(callsOf("auth.completeSecondFactor")).toEqual([{ challenge: "c", code: "123456" }]);
  });

  it("says what is missing where nobody can be asked", async () => {
    desk.answers["auth.login"] = () => needed;
    const second = await login();
    expect(second.code).toBe(4);
    expect(second.err).toContain("--code <digits>");
    const first = await run(["login", "ada@example.com"], at());
    expect(first.code).toBe(2);
    expect(first.err).toContain("--password-stdin");
    expect((await run(["login"], at())).code).toBe(2);
    expect(kept().accounts).toEqual({});
  });

  it("leads an account with nothing but a passkey to the browser", async () => {
    desk.answers["auth.login"] = () => ({ ...needed, methods: ["passkey"] });
    const { code, err } = await login();
    expect(code).toBe(4);
    expect(err).toContain("only a browser can use");
  });

  it("ends with 4 and keeps nothing where the password is wrong", async () => {
    desk.answers["auth.login"] = () => {
      throw refusal(401, "Address and password do not match.");
    };
    const { code, err } = await login();
    expect(code).toBe(4);
    expect(err).not.toContain(PASSWORD);
    expect(existsSync(accountsPath(home))).toBe(false);
  });

  it.each([
    ["", "there is no password in it"],
    ["\n", "there is no password in it"],
  ])("refuses an empty pipe: %j", async (piped, said) => {
    const { code, err } = await run(["login", "ada@example.com", "--password-stdin"], at({ piped }));
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it("has no flag that takes a password, and refuses to read one from the keyboard", async () => {
    const { out } = await run(["login", "--help"]);
    expect(out).not.toMatch(/--password <|--password=|-p /);
    const { code, err } = await run(["login", "ada@example.com", "--password-stdin"], at({ tty: true }));
    expect(code).toBe(2);
    expect(err).toContain("Leave it away to be asked");
    expect((await run(["login", "ada@example.com", "--password", PASSWORD], at())).code).toBe(2);
  });

  it("ends with 130 on Ctrl-C at a question and gives the terminal back", async () => {
    const terminal = fakeTerminal(at({ tty: true }));
    const ended = runCli(["login", "ada@example.com"], terminal.cli);
    await typing(terminal, "Password of", "half\u0003");
    expect(await ended).toBe(130);
    expect(terminal.rawModes.at(-1)).toBe(false);
    expect(desk.calls).toEqual([]);
  });

  it("warns before a password goes unencrypted to another machine", async () => {
    const { err } = await run(["login", "ada@example.com", "--password-stdin", "--timeout", "0.1"], {
      url: "http://desk.invalid:4000",
      home,
      piped: PASSWORD,
    });
    expect(err).toContain("not encrypted");
    expect((await login()).err).not.toContain("not encrypted");
  });
});

describe("a sign-in", () => {
  it("goes with every command to its own server", async () => {
    await login();
    expect((await run(["whoami"], at())).out).toMatch(/Account +Ada <ada@example\.com>/);
    expect(desk.tokens).toEqual([null, "access-1"]);
  });

  it("goes to no other server, and to no other profile of the same one", async () => {
    await login();
    const other = await startFakeDesk();
    await run(["market", "list"], { url: other.url, home });
    expect(other.tokens).toEqual([null]);
    await other.close();
    await run(["config", "set", "url", desk.url, "--profile", "office"], at());
    await run(["status", "--profile", "office"], { home });
    expect(desk.tokens).toEqual([null, null]);
  });

  it("stays at its server when that redirects to another one", async () => {
    const other = await startFakeDesk();
    await login();
    desk.redirectTo = other.url;
    const { code, err } = await run(["status"], at());
    expect(code).toBe(1);
    expect(err).toContain("HTTP 307");
    expect((await login()).code).toBe(1);
    expect(other.calls).toEqual([]);
    await other.close();
  });

  it("goes with the market stream", async () => {
    await login();
    desk.streams.splice(0, 1, [{ type: "hello", version: "1", simulated: false, at: "2026-01-31T12:00:00.000Z" }]);
    desk.streams.push([{ type: "tick", version: "2", at: "2026-01-31T12:00:00.000Z", changes: [] }]);
    await run(["market", "watch", "--json", "--ticks", "1"], at());
    const proofs = desk.calls.flatMap(({ path }, index) => (path === "market.watch" ? [desk.tokens[index]] : []));
    expect(proofs).toEqual(["access-1", "access-1"]);
  });

  it("is proof that commands for anybody do without", async () => {
    await login();
    await run(["auth", "options"], at());
    expect(desk.tokens.at(-1)).toBeNull();
  });

  it("is missing: exit 4 and what to do", async () => {
    desk.answers["account.me"] = () => {
      throw refusal(401, "Sign in first.");
    };
    const { code, err } = await run(["whoami"], at());
    expect(code).toBe(4);
    expect(err).toContain("Sign in: cryptodesk login");
  });

  it("is told that the role needs a second factor, and how to get one", async () => {
    desk.answers["market.sync"] = () => {
      throw refusal(403, "Your role needs a second factor.", undefined, "urn:cryptodesk:second-factor-needed");
    };
    const { code, err } = await run(["market", "sync"], at());
    expect(code).toBe(1);
    expect(err).toContain("cryptodesk account begin-totp");
  });
});

describe("this machine", () => {
  it("is known again at the next sign-in to the same server, also after a sign-out, and by no other request", async () => {
    await login();
    await run(["whoami"], at());
    await run(["logout"], at());
    await login();
    expect(desk.cookies).toEqual([null, null, null, "cryptodesk-device=machine-1"]);
    const other = await startFakeDesk();
    await run(["login", "ada@example.com", "--password-stdin"], { url: other.url, home, piped: PASSWORD });
    expect(other.cookies).toEqual([null]);
    await other.close();
  });
});

describe("logout", () => {
  it("ends the session at the server and forgets it here", async () => {
    await login();
    const { code, err } = await run(["logout"], at());
    expect(code).toBe(0);
    expect(err).toContain("ada@example.com is signed out");
    expect(callsOf("auth.logout")).toEqual([{ refreshToken: "refresh-1" }]);
    expect(kept().accounts).toEqual({});
    expect((await run(["logout"], at())).err).toContain("Nobody is signed in");
    expect(callsOf("auth.logout")).toHaveLength(1);
  });

  it("forgets it here although the server is away, and says so", async () => {
    await login();
    const { url } = desk;
    await desk.close();
    const { code, err } = await run(["logout"], { url, home });
    desk = await startFakeDesk();
    expect(code).toBe(1);
    expect(err).toContain("lives on until it expires");
    expect(kept().accounts).toEqual({});
  });
});

describe("acting as another account", () => {
  it("lies over one's own sign-in, says so with every command, and ends with logout", async () => {
    await login();
    const begun = await run(["admin", "impersonate", "grace@example.com", "--yes"], at());
    expect(begun.out).toContain("Acting as grace@example.com");
    const acted = await run(["status"], at());
    expect(acted.err).toContain("ACTING AS grace@example.com (you are ada@example.com");
    expect(desk.tokens.at(-1)).toBe("access-5");
    const ended = await run(["logout"], at());
    expect(ended.err).toContain("You are ada@example.com again.");
    expect(callsOf("auth.logout")).toEqual([{ refreshToken: "refresh-5" }]);
    const after = await run(["status"], at());
    expect(after.err).not.toContain("ACTING");
    expect(desk.tokens.at(-1)).toBe("access-1");
  });

  it("is not mistaken for oneself when its time is over", async () => {
    await login();
    await run(["admin", "impersonate", "grace@example.com", "--yes"], at());
    desk.answers["auth.refresh"] = () => {
      throw refusal(401, "This session has ended.");
    };
    const later = { now: () => new Date("2026-01-31T13:30:00.000Z") };
    const { code, err } = await run(["whoami"], at(later));
    expect(code).toBe(4);
    expect(err).toContain("Your time as grace@example.com is over; you are ada@example.com again.");
    expect(callsOf("account.me")).toEqual([]);
  });
});

it("a sign-in after another account's replaces it, and ends that session", async () => {
  await login();
  desk.answers["auth.login"] = () => tokenAnswer(7, { ...ada, email: "bob@example.com" });
  await login();
  expect(Object.values(kept().accounts)).toMatchObject([{ email: "bob@example.com" }]);
  expect(callsOf("auth.logout")).toEqual([{ refreshToken: "refresh-1" }]);
});
