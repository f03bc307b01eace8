import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Answer } from "../support/identity-answer.ts";
import { type IdentityDesk, openIdentityDesk, PASSWORD, type Person } from "../support/identity-desk.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";

const ROUNDS = 31;
// A machine that does other things at the time makes a measurement worthless, not the answer different.
const MEASUREMENTS = 4;
const ALLOWED_RATIO = 1.2;
const NEW_PASSWORD = "a password nobody uses 7";

let desk: IdentityDesk;
let mail: SmtpSink;
let known: Person;
let disabled: Person;
let guarded: Person;
let turns = 0;

beforeAll(async () => {
  mail = await startSmtpSink();
  desk = await openIdentityDesk({ settings: { SMTP_URL: mail.url, MAIL_FROM: "desk@example.com" } });
  known = await desk.person("analyst", "known");
  guarded = await desk.person("admin", "guarded");
  disabled = await desk.person("analyst", "disabled", { isActive: false });
});
afterAll(async () => {
  await desk.close();
  await mail.close();
});

const doors = {
  "signing in": (email: string) => desk.post("/auth/login", { email, password: "not the password" }, anywhere()),
  "signing in by form fields": (email: string) =>
    desk.post("/auth/login", { username: email, password: "not it" }, anywhere()),
  registering: (email: string) => desk.post("/auth/register", { email, password: NEW_PASSWORD }, anywhere()),
  "asking for a new password": (email: string) => desk.post("/auth/password-reset", { email }, anywhere()),
};

describe.each(Object.entries(doors))("%s", (_name, knock) => {
  it("answers alike for an address that somebody has and one that nobody has", async () => {
    const [here, gone, nobody] = [
      await afresh(knock, known.email),
      await afresh(knock, disabled.email),
      await afresh(knock, unknown()),
    ];
    expect(shape(here)).toEqual(shape(nobody));
    expect(shape(gone)).toEqual(shape(nobody));
  });

  it("takes alike long", { timeout: 120_000 }, async () => {
    const ratios: number[] = [];
    while (ratios.length < MEASUREMENTS && (ratios.at(-1) ?? 9) > ALLOWED_RATIO) ratios.push(await ratioOfTimes(knock));
    expect(Math.min(...ratios)).toBeLessThanOrEqual(ALLOWED_RATIO);
  });
});

describe("too many tries", () => {
  it("are refused alike for an address that somebody has and one that nobody has", async () => {
    const last = async (email: string) => {
      await desk.forgetTries();
      for (let turn = 0; turn < 5; turn += 1) await doors["signing in"](email);
      return doors["signing in"](email);
    };
    const [here, nobody] = [await last(known.email), await last(unknown())];
    expect(here.status).toBe(429);
    expect(shape(here)).toEqual(shape(nobody));
  });
});

describe("a second factor", () => {
  it("is not told of to whoever has the wrong password", async () => {
    const { accessToken: token } = await desk.signIn(guarded);
    await desk.post("/account/totp", {}, { token });
    await desk.db.updateTable("account").set({ totp_confirmed_at: desk.now }).where("id", "=", guarded.id).execute();
    const [here, nobody] = [
      await afresh(doors["signing in"], guarded.email),
      await afresh(doors["signing in"], unknown()),
    ];
    expect(shape(here)).toEqual(shape(nobody));
  });
});

describe("mail", () => {
  it("goes to the account's own address as it is stored, and to nobody else", async () => {
    mail.mails.length = 0;
    await afresh(doors["asking for a new password"], unknown());
    await afresh(doors["asking for a new password"], disabled.email);
    await afresh(doors["asking for a new password"], known.email.toUpperCase());
    await eventually("the mail", () => mail.mails.length > 0);
    expect(mail.mails.map(({ to }) => to)).toEqual([known.email]);
  });

  it("carries a link that works once, and does not sign anybody in", async () => {
    mail.mails.length = 0;
    await afresh(doors["asking for a new password"], known.email);
    await eventually("the mail", () => mail.mails.length > 0);
    const text = (mail.mails[0]?.text ?? "").replaceAll(/=\r\n/g, "");
    const token = /#([\w-]{43})/.exec(text)?.[1] ?? "";
    const set = () => desk.post("/auth/password-reset/confirm", { token, password: NEW_PASSWORD });
    expect((await set()).status).toBe(204);
    expect((await set()).status).toBe(401);
    const old = await afresh(
      () => desk.post("/auth/login", { email: known.email, password: PASSWORD }, anywhere()),
      "",
    );
    expect(old.status).toBe(401);
  });
});

/** Of the medians for an address that somebody has and for one that nobody has: the larger over the smaller. */
async function ratioOfTimes(knock: (email: string) => Promise<Answer>): Promise<number> {
  const times: { here: number[]; nobody: number[] } = { here: [], nobody: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = async () => times.here.push(await timed(() => afresh(knock, known.email)));
    const other = async () => times.nobody.push(await timed(() => afresh(knock, unknown())));
    // Neither always comes first.
    for (const each of round % 2 ? [one, other] : [other, one]) await each();
  }
  const [here, nobody] = [median(times.here), median(times.nobody)];
  return Math.max(here, nobody) / Math.min(here, nobody);
}

/** Without counts of the tries before. */
async function afresh(knock: (email: string) => Promise<Answer>, email: string): Promise<Answer> {
  await desk.forgetTries();
  return knock(email);
}

/** What an answer shows: status, body, and the names of its headers; not what is different in every answer. */
function shape({ status, body, headers, cookies }: Answer) {
  const same = typeof body === "object" && body !== null ? { ...body, requestId: "", instance: "" } : body;
  return { status, body: same, headers: [...headers.keys()].sort(), cookies: [...cookies.keys()] };
}

async function timed(work: () => Promise<Answer>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function unknown(): string {
  turns += 1;
  return `nobody-${turns}@example.com`;
}

function anywhere() {
  turns += 1;
  return { ip: `192.0.${Math.floor(turns / 250) % 250}.${(turns % 250) + 1}` };
}
