import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../support/identity-answer.ts";
import {
  addressOf,
  type IdentityDesk,
  type IdentityInstance,
  openIdentityDesk,
  PASSWORD,
  type Person,
} from "../support/identity-desk.ts";

const WRONG = "not the password";

let desk: IdentityDesk;
let second: IdentityInstance;
let person: Person;
let addresses = 0;

beforeAll(async () => {
  desk = await openIdentityDesk();
  second = await desk.another();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.forgetTries();
  person = await desk.person("analyst", "person");
});

describe("guessing a password", () => {
  it("is let through five times a minute for an account, wherever it comes from", async () => {
    const answers = [];
    for (let turn = 0; turn < 7; turn += 1) answers.push(await guess({ ip: anyAddress() }));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(Number(answers[5]?.headers.get("retry-after"))).toBe(60);
    // The right password is not let through either: a block tells nobody whether it was right.
    expect((await guess({ ip: anyAddress(), password: PASSWORD })).status).toBe(429);
  });

  it("is let through five times a minute from an address, whoever is guessed at", async () => {
    const ip = anyAddress();
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) answers.push(await guess({ ip, email: `nobody-${turn}@example.com` }));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await guess({ ip, email: person.email })).status).toBe(429);
    expect((await guess({ ip: anyAddress(), email: person.email })).status).toBe(401);
  });

  it("waits longer each time, up to a quarter of an hour, and starts afresh after an hour's quiet", async () => {
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const blocked = await untilBlocked();
      waits.push(Number(blocked.headers.get("retry-after")));
      desk.pass(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
    desk.pass(3_601);
    expect(Number((await untilBlocked()).headers.get("retry-after"))).toBe(60);
  });

  it("is not made possible again by knocking on while blocked, nor is the block made longer by it", async () => {
    await untilBlocked();
    for (let turn = 0; turn < 10; turn += 1) {
      desk.pass(5);
      expect((await guess({ ip: anyAddress() })).status).toBe(429);
    }
    desk.pass(11);
    expect((await guess({ ip: anyAddress() })).status).toBe(401);
  });

  it("is counted as one however the address is written", async () => {
    const [name = "", host = ""] = person.email.split("@");
    const wide = [...name]
      .map((letter) => (/[a-z]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0) : letter))
      .join("");
    const forms = [
      person.email,
      person.email.toUpperCase(),
      `${name}@${host.toUpperCase()}`,
      ` ${person.email}`,
      `${person.email}\t`,
      `${wide}@${host}`,
      `${name}\uff20${host}`,
      `\u00a0${person.email}\u2003`,
    ];
    const answers = [];
    for (const email of forms) answers.push(await guess({ ip: anyAddress(), email }));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it("is counted as one through the OAuth2 fields and both doors", async () => {
    const ways = [
      () => guess({ ip: anyAddress() }),
      () => desk.post("/auth/login", { username: person.email, password: WRONG }, { ip: anyAddress() }),
      () =>
        desk.send("POST", "//trpc/auth.login", { ip: anyAddress(), body: { email: person.email, password: WRONG } }),
      () => second.post("/auth/login", { email: person.email, password: WRONG }, { ip: anyAddress() }),
    ];
    const seen = [];
    for (let turn = 0; turn < 8; turn += 1) seen.push((await ways[turn % ways.length]?.())?.status);
    expect(seen).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it("is counted as one over both instances, and after a restart", async () => {
    for (let turn = 0; turn < 5; turn += 1) await guess({ ip: anyAddress() }, turn % 2 === 0 ? desk : second);
    expect((await guess({ ip: anyAddress() }, second)).status).toBe(429);
    expect((await guess({ ip: anyAddress() }, await desk.another())).status).toBe(429);
  });

  it("is let through five times when fifty come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, turn) => guess({ ip: anyAddress() }, turn % 2 === 0 ? desk : second)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  it("is not made possible again by signing in to an account of one's own in between", async () => {
    const ip = anyAddress();
    const own = await desk.person("analyst", "attacker");
    const seen = [];
    for (let turn = 0; turn < 6; turn += 1) {
      seen.push((await guess({ ip, email: `victim-${turn}@example.com` })).status);
      await guess({ ip, email: own.email, password: PASSWORD });
    }
    expect(seen).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it("from a network of IPv6 addresses is counted as one", async () => {
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) {
      answers.push(await guess({ ip: `2001:db8:1:2:${turn}::${turn + 1}`, email: `nobody-${turn}@example.com` }));
    }
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await guess({ ip: "2001:db8:1:3::1" })).status).toBe(401);
    // An IPv4 address in IPv6's clothes is itself.
    await desk.forgetTries();
    for (let turn = 0; turn < 5; turn += 1)
      await guess({ ip: "::ffff:203.0.113.9", email: `nobody-${turn}@example.com` });
    expect((await guess({ ip: "203.0.113.9", email: "nobody@example.com" })).status).toBe(429);
    expect((await guess({ ip: "::ffff:203.0.113.10", email: "nobody@example.com" })).status).toBe(401);
  });
});

describe("X-Forwarded-For", () => {
  it("is not believed without a proxy of ours", async () => {
    const bare = await desk.another({ TRUST_PROXY: "off" });
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) {
      answers.push(await guess({ ip: anyAddress(), email: `nobody-${turn}@example.com` }, bare));
    }
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it("is believed as far as our proxies wrote it", async () => {
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) {
      answers.push(await guess({ ip: `${anyAddress()}, 198.51.100.7`, email: `nobody-${turn}@example.com` }));
    }
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe("a bystander", () => {
  it("signs in from the usual address while strangers guess", async () => {
    await desk.signIn(person);
    await desk.forgetTries();
    for (let turn = 0; turn < 8; turn += 1) await guess({ ip: anyAddress() });
    expect((await guess({ ip: anyAddress(), password: PASSWORD })).status).toBe(429);
    expect((await guess({ ip: addressOf(person.email), password: PASSWORD })).status).toBe(200);
  });

  it("signs in on the usual browser, wherever it is now", async () => {
    const body = { email: person.email, password: PASSWORD, client: "browser" };
    const first = await desk.post("/auth/login", body, { ip: anyAddress() });
    const device = first.cookies.get("cryptodesk-device")?.value ?? "";
    expect(device).not.toBe("");
    await desk.forgetTries();
    for (let turn = 0; turn < 8; turn += 1) await guess({ ip: anyAddress() });
    const ip = anyAddress();
    expect((await desk.post("/auth/login", body, { ip })).status).toBe(429);
    expect((await desk.post("/auth/login", body, { ip, cookies: { "cryptodesk-device": "made-up" } })).status).toBe(
      429,
    );
    const known = await desk.post("/auth/login", body, { ip: anyAddress(), cookies: { "cryptodesk-device": device } });
    expect(known.status).toBe(200);
  });

  it("behind the same address as a guesser signs in where the account is at home there", async () => {
    const ip = addressOf(person.email);
    await desk.signIn(person);
    await desk.forgetTries();
    for (let turn = 0; turn < 8; turn += 1) await guess({ ip, email: `nobody-${turn}@example.com` });
    expect((await guess({ ip, password: PASSWORD })).status).toBe(200);
  });

  it("does not open the account to guesses without end from there", async () => {
    await desk.signIn(person);
    await desk.forgetTries();
    const ip = addressOf(person.email);
    const seen = [];
    for (let turn = 0; turn < 6; turn += 1) seen.push((await guess({ ip })).status);
    expect(seen).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it("of another account is not slowed down", async () => {
    await untilBlocked();
    const other = await desk.person("viewer", "other");
    expect((await guess({ ip: anyAddress(), email: other.email, password: PASSWORD })).status).toBe(200);
  });
});

describe("registration", () => {
  it("is let through ten times an hour from an address", async () => {
    const ip = anyAddress();
    const register = (turn: number) =>
      desk.post(
        "/auth/register",
        { email: `newcomer-${turn}-${ip}@example.com`, password: "a password nobody uses 7" },
        { ip },
      );
    const answers = await Promise.all(Array.from({ length: 15 }, (_, turn) => register(turn)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });
});

function guess(
  { ip, email = person.email, password = WRONG }: { ip: string; email?: string; password?: string },
  instance: IdentityInstance = desk,
): Promise<Answer> {
  return instance.post("/auth/login", { email, password }, { ip });
}

async function untilBlocked(): Promise<Answer> {
  for (let turn = 0; turn < 10; turn += 1) {
    const answer = await guess({ ip: anyAddress() });
    if (answer.status === 429) return answer;
  }
  throw new Error("not blocked after ten tries");
}

/** An address that nobody has come from. */
function anyAddress(): string {
  addresses += 1;
  return `192.0.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
}

function statuses(answers: readonly Answer[]): number[] {
  return answers.map(({ status }) => status);
}
