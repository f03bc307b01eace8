import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Answer } from "../support/identity-answer.ts";
import { type IdentityDesk, openIdentityDesk, PASSWORD, type Person } from "../support/identity-desk.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import {
  ALLOWED_RATIO,
  anywhere,
  type Knock,
  ratioOfTimes,
  shapeOf,
  TELLING_DOORS,
  tellingDoors,
  unknownAddress,
} from "./telling-doors.ts";

const NEW_PASSWORD = "a password nobody uses 7";

let desk: IdentityDesk;
let mail: SmtpSink;
let known: Person;
let disabled: Person;
let guarded: Person;

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

const doors = tellingDoors({
  send: (...asked) => desk.send(...asked),
  post: (...asked) => desk.post(...asked),
});

describe.each(TELLING_DOORS)("%s", (name) => {
  const knock = doors[name];

  it("answers alike for an address that somebody has and one that nobody has", async () => {
    const [here, gone, nobody] = [
      await afresh(knock, known.email),
      await afresh(knock, disabled.email),
      await afresh(knock, unknownAddress()),
    ];
    expect(shapeOf(here)).toEqual(shapeOf(nobody));
    expect(shapeOf(gone)).toEqual(shapeOf(nobody));
  });

  it("takes alike long", { timeout: 120_000 }, async () => {
    expect(await ratioOfTimes(knock, known.email, desk.forgetTries)).toBeLessThanOrEqual(ALLOWED_RATIO);
  });
});

describe("too many tries", () => {
  it("are refused alike for an address that somebody has and one that nobody has", async () => {
    const last = async (email: string) => {
      await desk.forgetTries();
      for (let turn = 0; turn < 5; turn += 1) await doors["signing in"](email);
      return doors["signing in"](email);
    };
    const [here, nobody] = [await last(known.email), await last(unknownAddress())];
    expect(here.status).toBe(429);
    expect(shapeOf(here)).toEqual(shapeOf(nobody));
  });
});

describe("a second factor", () => {
  it("is not told of to whoever has the wrong password", async () => {
    const { accessToken: token } = await desk.signIn(guarded);
    await desk.post("/account/totp", {}, { token });
    await desk.db.updateTable("account").set({ totp_confirmed_at: desk.now }).where("id", "=", guarded.id).execute();
    const [here, nobody] = [
      await afresh(doors["signing in"], guarded.email),
      await afresh(doors["signing in"], unknownAddress()),
    ];
    expect(shapeOf(here)).toEqual(shapeOf(nobody));
  });
});

describe("mail", () => {
  it("goes to the account's own address as it is stored, and to nobody else", async () => {
    mail.mails.length = 0;
    await afresh(doors["asking for a new password"], unknownAddress());
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

/** Without counts of the tries before. */
async function afresh(knock: Knock, email: string): Promise<Answer> {
  await desk.forgetTries();
  return knock(email);
}
