import type { SecondFactorNeeded } from "@cryptodesk/shared/identity/sign-in.contract";
import { Secret, TOTP } from "otpauth";
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

let desk: IdentityDesk;
let second: IdentityInstance;
let guarded: Guarded;

/** A person with an authenticator app. */
interface Guarded {
  readonly person: Person;
  readonly token: string;
  readonly recoveryCodes: string[];
  code(): string;
}

beforeAll(async () => {
  desk = await openIdentityDesk();
  second = await desk.another();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.forgetTries();
  guarded = await guardedPerson();
  desk.pass(60);
});

describe("a code of the authenticator app", () => {
  it("signs in once: seen over a shoulder it is worth nothing, on either instance", async () => {
    const code = guarded.code();
    const [one, two] = [await challenge(), await challenge()];
    expect((await answer(one, { code })).status).toBe(200);
    expect((await answer(two, { code }, second)).status).toBe(401);
    expect((await answer(one, { code: guarded.code() })).status).toBe(401);
  });

  it("of the step before is worth nothing once a later one was used", async () => {
    const earlier = guarded.code();
    desk.pass(30);
    expect((await answer(await challenge(), { code: guarded.code() })).status).toBe(200);
    expect((await answer(await challenge(), { code: earlier })).status).toBe(401);
  });

  it("signs in once in a race over two instances", async () => {
    const code = guarded.code();
    const challenges = [await challenge(), await challenge(), await challenge(), await challenge()];
    const answers = await Promise.all(challenges.map((one, turn) => answer(one, { code }, turn % 2 ? second : desk)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("that confirmed an action does not sign in as well", async () => {
    const code = guarded.code();
    expect((await desk.post("/account/confirm", { code }, { token: guarded.token })).status).toBe(200);
    expect((await answer(await challenge(), { code })).status).toBe(401);
  });

  it("may be guessed at five times for a challenge, also by fifty at once", async () => {
    const one = await challenge();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, turn) => answer(one, { code: wrongCode(turn) }, turn % 2 ? second : desk)),
    );
    const wrong = answers.filter(({ body }) => String((body as { detail: string }).detail).startsWith("This code"));
    expect(wrong.length).toBeLessThanOrEqual(5);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
    desk.pass(120);
    expect((await answer(one, { code: guarded.code() })).status).toBe(401);
  });

  it("may be guessed at five times a minute for an account, however many challenges there are", async () => {
    const seen = [];
    for (let turn = 0; turn < 7; turn += 1)
      seen.push((await answer(await challenge(), { code: wrongCode(turn) })).status);
    expect(seen).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it("is asked for in time", async () => {
    const one = await challenge();
    desk.pass(301);
    expect((await answer(one, { code: guarded.code() })).status).toBe(401);
  });

  it("is not what a locked-out guesser finds by recovery codes instead", async () => {
    const seen = [];
    for (let turn = 0; turn < 6; turn += 1) {
      seen.push(
        (
          await answer(
            await challenge(),
            turn % 2 ? { code: wrongCode(turn) } : { recoveryCode: `aaaa-bbbb-cc${turn}` },
          )
        ).status,
      );
    }
    expect(seen).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe("a recovery code", () => {
  it("signs in once", async () => {
    const [recoveryCode = "", other = ""] = guarded.recoveryCodes;
    expect((await answer(await challenge(), { recoveryCode })).status).toBe(200);
    expect((await answer(await challenge(), { recoveryCode })).status).toBe(401);
    expect((await answer(await challenge(), { recoveryCode: ` ${other.toUpperCase()} ` })).status).toBe(200);
  });

  it("signs in once in a race over two instances", async () => {
    const [recoveryCode = ""] = guarded.recoveryCodes;
    const challenges = [await challenge(), await challenge(), await challenge(), await challenge()];
    const answers = await Promise.all(
      challenges.map((one, turn) => answer(one, { recoveryCode }, turn % 2 ? second : desk)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("of the set before no longer works, nor does another account's", async () => {
    const renewed = await desk.post("/account/recovery-codes", {}, { token: guarded.token });
    expect(renewed.status).toBe(403);
    await confirmed();
    const { codes } = (await desk.post("/account/recovery-codes", {}, { token: guarded.token })).json<{
      codes: string[];
    }>();
    const [old = ""] = guarded.recoveryCodes;
    expect((await answer(await challenge(), { recoveryCode: old })).status).toBe(401);
    const other = await guardedPerson();
    expect((await answer(await challenge(), { recoveryCode: other.recoveryCodes[0] })).status).toBe(401);
    expect((await answer(await challenge(), { recoveryCode: codes[0] })).status).toBe(200);
  });

  it("is stored as a hash that a copy of the database does not help to guess", async () => {
    const rows = JSON.stringify(await desk.db.selectFrom("recovery_code").selectAll().execute());
    for (const code of guarded.recoveryCodes) expect(rows).not.toContain(code.replaceAll("-", ""));
  });
});

describe("a challenge", () => {
  it("is no session: it opens nothing and refreshes nothing", async () => {
    const one = await challenge();
    expect((await desk.send("GET", "/account", { token: one })).status).toBe(401);
    expect((await desk.post("/auth/refresh", { refreshToken: one })).status).toBe(401);
    expect((await answer(one, {})).status).toBe(422);
    expect((await answer(one, { code: guarded.code(), recoveryCode: "x" })).status).toBe(422);
  });

  it("of an account that was disabled meanwhile leads nowhere", async () => {
    const one = await challenge();
    await desk.db.updateTable("account").set({ is_active: false }).where("id", "=", guarded.person.id).execute();
    expect((await answer(one, { code: guarded.code() })).status).toBe(401);
  });

  it("of a password that was changed meanwhile leads nowhere", async () => {
    const one = await challenge();
    await confirmed();
    const change = { currentPassword: PASSWORD, newPassword: "an even better one 42" };
    expect((await desk.post("/account/password", change, { token: guarded.token })).status).toBe(204);
    desk.pass(30);
    expect((await answer(one, { code: guarded.code() })).status).toBe(401);
  });
});

describe("a link that sets a password", () => {
  it("no longer works once the address or the password was changed by its owner, nor a second time", async () => {
    const admin = (await desk.signIn(await desk.person("admin"))).accessToken;
    const linkTo = async () => {
      const made = await desk.post(`/admin/accounts/${guarded.person.id}/password-link`, {}, { token: admin });
      return made.json<{ token: string }>().token;
    };
    const set = (token: string) =>
      desk.post("/auth/password-reset/confirm", { token, password: "an even better one 42" });
    await confirmed();
    const mailedBefore = await linkTo();
    const moved = { email: `moved-${guarded.person.email}` };
    expect((await desk.post("/account/email", moved, { token: guarded.token })).status).toBe(200);
    expect((await set(mailedBefore)).status).toBe(401);
    const [earlier, later] = [await linkTo(), await linkTo()];
    expect((await set(earlier)).status).toBe(401);
    const both = await Promise.all([set(later), set(later)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 401]);
    expect((await desk.send("GET", "/account", { token: guarded.token })).status).toBe(401);
  });
});

describe("confirming that it is oneself", () => {
  it("may be tried five times a minute, also by fifty at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        desk.post("/account/confirm", { code: wrongCode(turn) }, { token: guarded.token }),
      ),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  it("takes the app's code where there is an app: the password is not enough", async () => {
    expect((await desk.post("/account/confirm", { password: PASSWORD }, { token: guarded.token })).status).toBe(422);
  });

  it("holds for ten minutes and for the session that did it", async () => {
    await confirmed();
    expect((await exported(guarded.token)).status).toBe(200);
    desk.pass(601);
    expect((await exported(guarded.token)).json<{ type: string }>().type).toBe("urn:cryptodesk:confirmation-needed");
  });

  it("guards the present password as well: it is counted where a change asks for it", async () => {
    await confirmed();
    const change = { currentPassword: "wrong", newPassword: "an even better one 42" };
    const seen = [];
    for (let turn = 0; turn < 6; turn += 1)
      seen.push((await desk.post("/account/password", change, { token: guarded.token })).status);
    expect(seen).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe("a second factor that the role asks for", () => {
  it("is asked for everywhere but where it is set up, and no key gets around it", async () => {
    const admin = await desk.person("admin");
    const earlier = await desk.keyOf(admin, ["admin:read", "admin:users"]);
    const { accessToken: token } = await desk.signIn(admin);
    await desk.db
      .updateTable("identity_state")
      .set({ second_factor_roles: ["admin"], revision: 99 })
      .execute();
    const again = await desk.another();
    const typeOf = ({ status, body }: Answer) => [status, (body as { type?: string }).type];
    const needed = [403, "urn:cryptodesk:second-factor-needed"];
    for (const path of ["/admin/accounts", "/workspace", "/cryptocurrencies"]) {
      expect(typeOf(await again.send("GET", path, { token }))).toEqual(needed);
    }
    expect((await again.send("GET", "/account", { token })).status).toBe(200);
    const scopes = ["admin:read", "admin:users"];
    expect(typeOf(await again.post("/account/keys", { name: "around", scopes }, { token }))).toEqual(needed);
    expect(typeOf(await again.send("GET", "/admin/accounts", { key: earlier }))).toEqual(needed);
    expect((await again.post("/account/totp", {}, { token })).status).toBe(200);
    await desk.db.updateTable("identity_state").set({ second_factor_roles: [], revision: 100 }).execute();
  });
});

async function guardedPerson(): Promise<Guarded> {
  const person = await desk.person("analyst", "guarded");
  const { accessToken: token } = await desk.signIn(person);
  const { secret } = (await desk.post("/account/totp", {}, { token })).json<{ secret: string }>();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 });
  const code = () => totp.generate({ timestamp: desk.now.getTime() });
  const confirmed = await desk.post("/account/totp/confirm", { code: code() }, { token });
  // What is asked for below is a confirmation of its own.
  await desk.db.updateTable("session").set({ confirmed_at: null }).where("account_id", "=", person.id).execute();
  desk.identity.actors.forget();
  return { person, token, recoveryCodes: confirmed.json<{ codes: string[] }>().codes, code };
}

async function challenge(): Promise<string> {
  const { email } = guarded.person;
  const answered = await desk.post("/auth/login", { email, password: PASSWORD }, { ip: addressOf(email) });
  return answered.json<SecondFactorNeeded>().challenge;
}

function answer(one: string, proof: object, instance: IdentityInstance = desk): Promise<Answer> {
  return instance.post("/auth/second-factor", { challenge: one, ...proof });
}

async function confirmed(): Promise<void> {
  expect((await desk.post("/account/confirm", { code: guarded.code() }, { token: guarded.token })).status).toBe(200);
  desk.pass(30);
}

function exported(token: string): Promise<Answer> {
  return desk.send("GET", "/account/export", { token });
}

/** One that does not hold now, nor in the steps beside. */
function wrongCode(turn: number): string {
  return String((Number(guarded.code()) + 500_000 + turn) % 1_000_000).padStart(6, "0");
}
