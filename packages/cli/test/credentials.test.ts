import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountsPath } from "../src/credentials/account-file.ts";
import type { Keyring } from "../src/credentials/keyring.ts";
import { runCli } from "../src/run-cli.ts";
import { ada, KEY_TEXT, tokenAnswer } from "./canned-accounts.ts";
import { status } from "./canned-answers.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";
import { fakeTerminal, homeOf, run } from "./fake-terminal.ts";

let desk: FakeDesk;
let home: string;
beforeEach(async () => {
  desk = await startFakeDesk();
  home = homeOf();
});
afterEach(() => desk.close());

const at = (more: object = {}) => ({ url: desk.url, home, ...more });
const login = (more: object = {}) =>
  run(["login", "ada@example.com", "--password-stdin"], at({ piped: "a long password", ...more }));
const clock = (time: string) => ({ now: () => new Date(`2026-01-31T${time}Z`) });
// The access token of a sign-in at 12:00:00 holds until 12:15:00.
const EARLY = clock("12:13:59");
const LATE = clock("12:14:01");
const pathsAsked = () => desk.calls.map(({ path }) => path);
const kept = () => JSON.parse(readFileSync(accountsPath(home), "utf8"));
const refuseRefresh = () => {
  desk.answers["auth.refresh"] = () => {
    throw refusal(401, "This session has ended. Sign in again.");
  };
};

describe("an access token", () => {
  it("is replaced a minute ahead of its end, and not sooner", async () => {
    await login();
    await run(["status"], at(EARLY));
    expect(pathsAsked()).toEqual(["auth.login", "system.status"]);
    await run(["status"], at(LATE));
    expect(pathsAsked().slice(2)).toEqual(["auth.refresh", "system.status"]);
    expect(desk.calls[2]?.input).toEqual({ refreshToken: "refresh-1" });
    expect(desk.tokens).toEqual([null, "access-1", null, "access-9"]);
    expect(readFileSync(accountsPath(home), "utf8")).not.toContain("refresh-1");
  });

  it("that the server does not take is replaced, and the question asked once more", async () => {
    await login();
    desk.answers["system.status"] = (_: never, token) => {
      if (token === "access-1") throw refusal(401, "This sign-in does not hold.");
      return status;
    };
    expect((await run(["status"], at())).code).toBe(0);
    expect(desk.tokens).toEqual([null, "access-1", null, "access-9"]);
  });

  it("is replaced once for several questions at a time", async () => {
    await login();
    await run(["doctor"], at(LATE));
    expect(pathsAsked().filter((path) => path === "auth.refresh")).toHaveLength(1);
  });

  it("is asked for a second time where the answer got lost", async () => {
    await login();
    let asked = 0;
    desk.answers["auth.refresh"] = () => {
      asked += 1;
      return asked === 1 ? new Promise(() => {}) : tokenAnswer(9);
    };
    expect((await run(["status", "--timeout", "0.3"], at(LATE))).code).toBe(0);
    expect(desk.tokens.at(-1)).toBe("access-9");
  });
});

describe("a session that has ended", () => {
  it("says to sign in again, with exit 4, and keeps no token", async () => {
    await login();
    refuseRefresh();
    const { code, out, err } = await run(["market", "list"], at(LATE));
    expect({ code, out }).toEqual({ code: 4, out: "" });
    expect(err).toContain("The session of ada@example.com");
    expect(err).toContain("Sign in again: cryptodesk login");
    expect(readFileSync(accountsPath(home), "utf8")).not.toMatch(/refresh-|access-/);
  });

  it("is not asked about again, and never turns into asking as nobody", async () => {
    await login();
    refuseRefresh();
    await run(["market", "list"], at(LATE));
    desk.calls.length = 0;
    expect((await run(["market", "list"], at(LATE))).code).toBe(4);
    expect(desk.calls).toEqual([]);
    expect((await run(["doctor"], at(LATE))).out).toContain("has ended");
  });

  it("is over with logout or the next login", async () => {
    await login();
    refuseRefresh();
    await run(["market", "list"], at(LATE));
    await run(["logout"], at());
    expect((await run(["market", "list"], at())).code).toBe(0);
    expect(desk.tokens.at(-1)).toBeNull();
  });

  it("is not concluded from a server that is busy or away", async () => {
    await login();
    desk.answers["auth.refresh"] = () => {
      throw refusal(503, "Not now.");
    };
    expect((await run(["status"], at(LATE))).code).toBe(1);
    expect(Object.values(kept().accounts)).toMatchObject([{ ended: false, tokens: { refreshToken: "refresh-1" } }]);
  });
});

describe("two commands at once", () => {
  it("share one refresh: the second waits and takes what the first got", async () => {
    await login();
    let answer = () => {};
    const begun = new Promise<void>((asked) => {
      desk.answers["auth.refresh"] = () =>
        new Promise((done) => {
          answer = () => done(tokenAnswer(9));
          asked();
        });
    });
    const first = run(["status"], at(LATE));
    await begun;
    let waited = false;
    const second = fakeTerminal(at(LATE));
    second.cli.pause = async () => {
      // It has found the lock taken: only now does the server answer the other one.
      waited = true;
      answer();
      await first;
    };
    const code = await runCli(["status"], second.cli);
    expect({ code, waited }).toEqual({ code: 0, waited: true });
    expect(pathsAsked().filter((path) => path === "auth.refresh")).toHaveLength(1);
    expect(desk.tokens.filter((token) => token === "access-9")).toHaveLength(2);
  });

  it("do not wait for one that has died", async () => {
    await login();
    // No process has this number: Linux ends at 2^22.
    writeFileSync(join(home, "credentials", "lock"), `9999999 ${hostname()}`);
    const { code, terminal } = await run(["status"], at(LATE));
    expect({ code, pauses: terminal.pauses }).toEqual({ code: 0, pauses: [] });
  });

  it("do not wait for ever for one that hangs on another machine", async () => {
    await login();
    writeFileSync(join(home, "credentials", "lock"), "1 elsewhere");
    const { code, terminal } = await run(["status", "--timeout", "1"], at(LATE));
    expect(code).toBe(0);
    expect(terminal.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(3000);
  });
});

describe("the file", () => {
  it.each([
    ["accounts.json", 0o640, "chmod 600"],
    [".", 0o750, "chmod 700"],
  ])("is not used where others can get at it: %s", async (name, mode, advice) => {
    await login();
    chmodSync(join(home, "credentials", name), mode);
    desk.calls.length = 0;
    const { code, err } = await run(["whoami"], at());
    expect(code).toBe(2);
    expect(err).toContain(advice);
    expect(err).not.toMatch(/access-1|refresh-1/);
    expect(desk.calls).toEqual([]);
    const { code: doctorCode, out } = await run(["doctor"], at());
    expect(doctorCode).toBe(1);
    expect(out).toContain("Others can");
  });

  it("that cannot be read is named without what is in it", async () => {
    await login();
    writeFileSync(accountsPath(home), '{"access-1', { mode: 0o600 });
    const { code, err } = await run(["whoami"], at());
    expect(code).toBe(2);
    expect(err).toContain(accountsPath(home));
    expect(err).not.toContain("access-1");
  });
});

describe("a keyring that works", () => {
  const memory = (): Keyring & { secrets: Map<string, string> } => {
    const secrets = new Map<string, string>();
    return {
      secrets,
      read: async (name) => secrets.get(name) ?? null,
      write: async (name, secret) => void secrets.set(name, secret),
      remove: async (name) => void secrets.delete(name),
    };
  };
  const withRing = (keyring: Keyring, more: object = {}) =>
    at({ keyring, environment: { credentialsInFile: false }, ...more });

  it("holds the tokens; the file only says whose they are", async () => {
    const keyring = memory();
    const { err } = await login(withRing(keyring));
    expect(err).toContain("Kept in the keyring of this machine.");
    expect(readFileSync(accountsPath(home), "utf8")).not.toMatch(/access-|refresh-/);
    expect([...keyring.secrets.values()].join()).toContain("refresh-1");
    await run(["status"], withRing(keyring, LATE));
    expect(desk.tokens.at(-1)).toBe("access-9");
    expect([...keyring.secrets.values()].join()).toContain("refresh-9");
    expect((await run(["doctor"], withRing(keyring))).out).toContain("kept in the keyring of this machine");
    await run(["logout"], withRing(keyring));
    expect(keyring.secrets.size).toBe(0);
  });

  it("is left for the file where it does not give back what it took", async () => {
    const { err } = await login(withRing({ ...memory(), read: async () => null }));
    expect(err).toContain(`Kept in ${accountsPath(home)}.`);
    expect((await run(["whoami"], at())).code).toBe(0);
  });

  it("is missing later: the command says so, and logout still works", async () => {
    await login(withRing(memory()));
    const gone = { environment: { credentialsInFile: false } };
    const { code, err } = await run(["whoami"], at(gone));
    expect(code).toBe(2);
    expect(err).toContain("cryptodesk login");
    expect((await run(["logout"], at(gone))).code).toBe(0);
    expect(kept().accounts).toEqual({});
  });

  it("is not there: the file is used without a word, and the doctor says why", async () => {
    const none = { environment: { credentialsInFile: false } };
    const { err } = await login(none);
    expect(err).toBe(`Kept in ${accountsPath(home)}.\n`);
    expect((await run(["doctor"], at(none))).out).toContain("(no keyring: none here)");
  });
});

describe("CRYPTODESK_API_KEY", () => {
  const withKey = (apiKey: string, more: object = {}) => at({ environment: { apiKey }, ...more });

  it("goes before a sign-in and is written nowhere", async () => {
    await login();
    await run(["whoami"], withKey(KEY_TEXT));
    expect(desk.tokens.at(-1)).toBe(KEY_TEXT);
    expect(readFileSync(accountsPath(home), "utf8")).not.toContain(KEY_TEXT);
    expect((await run(["doctor"], withKey(KEY_TEXT))).out).not.toContain(KEY_TEXT);
  });

  it("that is refused is exit 4, and no refresh is tried", async () => {
    await login();
    desk.answers["account.me"] = () => {
      throw refusal(401, "This key does not hold.");
    };
    const { code, err } = await run(["whoami"], withKey(KEY_TEXT));
    expect(code).toBe(4);
    expect(err).toContain("CRYPTODESK_API_KEY is not accepted");
    expect(err).not.toContain(KEY_TEXT);
    expect(pathsAsked()).not.toContain("auth.refresh");
  });

  it.each(["hunter2-hunter2", "cdk_a\r\nX-Evil: 1", "cdk_short"])(
    "that is none is refused without repeating it",
    async (key) => {
      const { code, err } = await run(["whoami"], withKey(key));
      expect(code).toBe(2);
      expect(err).not.toContain(key);
      expect(desk.calls).toEqual([]);
    },
  );

  it("does not go to an address that came with a project", async () => {
    const project = homeOf();
    writeFileSync(join(project, ".cryptodesk.json"), JSON.stringify({ url: desk.url }));
    const inProject = { url: null, home, cwd: project, environment: { apiKey: KEY_TEXT } };
    const { code, err } = await run(["market", "list"], inProject);
    expect(code).toBe(2);
    expect(err).toContain("CRYPTODESK_URL");
    expect(desk.calls).toEqual([]);
    expect((await run(["market", "list", "--url", desk.url], inProject)).code).toBe(0);
  });
});

describe("--shell", () => {
  const dataDirectory = (mode = 0o600, text = "shell-secret\n") => {
    const directory = join(home, ".data");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "shell-token"), text, { mode });
    chmodSync(join(directory, "shell-token"), mode);
    return directory;
  };

  it("proves itself with the token in the data directory, by default the one here", async () => {
    const directory = dataDirectory();
    await run(["admin", "reset-password", "grace@example.com", "--shell"], at({ cwd: home }));
    await run(["admin", "policy", `--shell=${directory}`], at());
    expect(desk.tokens).toEqual(["shell-secret", "shell-secret", "shell-secret"]);
  });

  it("goes before a sign-in and an API key", async () => {
    dataDirectory();
    await login();
    await run(["admin", "policy", "--shell"], at({ cwd: home, environment: { apiKey: KEY_TEXT } }));
    expect(desk.tokens.at(-1)).toBe("shell-secret");
  });

  it.each([
    [0o644, "shell-secret", "Others can read"],
    [0o600, "", "There is no token"],
    [0o600, "two words", "There is no token"],
  ])("refuses a file of mode %o with %j", async (mode, text, said) => {
    const directory = dataDirectory(mode, text);
    const { code, err } = await run(["admin", "policy", "--shell", directory], at());
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(desk.calls).toEqual([]);
  });

  it("sends the token to no other machine", async () => {
    const directory = dataDirectory();
    const words = ["admin", "policy", "--shell", directory, "--url", "http://desk.example:4000"];
    const { code, err } = await run(words, { home });
    expect(code).toBe(2);
    expect(err).toContain("the server's own machine");
  });

  it("explains itself where it took the account for the directory", async () => {
    const { code, err } = await run(["admin", "reset-password", "--shell", "grace@example.com"], at());
    expect(code).toBe(2);
    expect(err).toContain("put it last");
  });

  it("says so where the token is an old one", async () => {
    const directory = dataDirectory();
    desk.answers["admin.policy"] = () => {
      throw refusal(401, "This sign-in does not hold.");
    };
    const { code, err } = await run(["admin", "policy", "--shell", directory], at());
    expect(code).toBe(4);
    expect(err).toContain("an earlier start");
    expect(err).not.toContain("shell-secret");
  });
});

describe("the doctor", () => {
  it("lists who is signed in elsewhere", async () => {
    await login();
    const other = await startFakeDesk();
    other.answers["auth.login"] = () => tokenAnswer(4, { ...ada, email: "bob@example.com" });
    await run(["login", "bob@example.com", "--password-stdin"], { url: other.url, home, piped: "a long password" });
    const { out } = await run(["doctor"], at());
    expect(out).toMatch(/sign-in +ada@example\.com \(admin\), kept in .*accounts\.json/);
    expect(out).toContain(`bob@example.com at ${other.url}: kept in`);
    await other.close();
  });

  it("says that nobody is, and where a sign-in would be kept", async () => {
    const { code, out } = await run(["doctor"], at());
    expect(code).toBe(0);
    expect(out).toMatch(/sign-in +nobody; a sign-in would be kept in .*accounts\.json \(no keyring/);
  });
});
