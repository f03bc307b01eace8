import { type AccountRecord, recordName } from "../../credentials/account-record.ts";
import { ServerRefusal, ServerUnreachable, SignInNeeded, UsageError } from "../../failures.ts";
import type { Session } from "../../session.ts";
import { whereKept } from "../auth/keep-sign-in.ts";
import { type Check, failed } from "./checks.ts";

/** Who is signed in here and elsewhere, and where that is kept. */
export async function checkSignIns(session: Session): Promise<Check[]> {
  try {
    const here = session.cli.environment.apiKey === null ? await checkAccount(session) : await checkApiKey(session);
    return [here, ...listOthers(session)];
  } catch (error) {
    return [failureOf(error)];
  }
}

async function checkApiKey(session: Session): Promise<Check> {
  const { email, role } = await session.ask((api) => api.account.me.query({}));
  return signIn("ok", `${email} (${role}), by the API key in CRYPTODESK_API_KEY, which is kept nowhere`);
}

async function checkAccount(session: Session): Promise<Check> {
  const { ask, credentials } = session;
  const found = await credentials.front();
  if (!found) return signIn("ok", `nobody; a sign-in would be kept in ${await wouldBeKept(session)}`);
  const { record } = found;
  if (record.ended) return endedCheck(record);
  const { role, secondFactorRequired, impersonatedBy } = await ask((api) => api.account.me.query({}));
  const acting = impersonatedBy === null ? "" : `, acted as by ${impersonatedBy}`;
  const reason = record.kept === "file" ? await credentials.store.whyNoKeyring() : null;
  const why = reason === null ? "" : ` (no keyring: ${reason})`;
  const detail = `${record.email} (${role})${acting}, kept in ${whereKept(session, record)}${why}`;
  if (!secondFactorRequired) return signIn("ok", detail);
  return signIn("warning", detail, "The role needs a second factor: cryptodesk account begin-totp");
}

async function wouldBeKept(session: Session): Promise<string> {
  const reason = await session.credentials.store.whyNoKeyring();
  if (reason === null) return "the keyring of this machine";
  return `${whereKept(session, { kept: "file" })} (no keyring: ${reason})`;
}

function listOthers(session: Session): Check[] {
  const { place, store } = session.credentials;
  const here = [recordName(place), recordName(place, true)];
  const others = store.list().filter((record) => !here.includes(recordName(record, record.actedBy !== null)));
  return others.map((record) => {
    const profile = record.profile === null ? "" : `, profile ${record.profile}`;
    const state = record.ended ? "has ended" : `kept in ${whereKept(session, record)}`;
    return {
      name: "elsewhere",
      result: "ok",
      detail: `${record.email} at ${record.server}${profile}: ${state}`,
      advice: null,
    };
  });
}

function endedCheck({ email }: AccountRecord): Check {
  return signIn("warning", `the session of ${email} has ended`, "Sign in again: cryptodesk login");
}

function failureOf(error: unknown): Check {
  if (error instanceof SignInNeeded) return signIn("warning", error.message, error.hints.join(" "));
  if (error instanceof UsageError) return failed("sign-in", error.message, error.hints.join(" "));
  if (error instanceof ServerUnreachable) return failed("sign-in", error.message, error.hints.slice(0, 2).join(" "));
  if (error instanceof ServerRefusal) return failed("sign-in", error.message, error.hints.join(" "));
  throw error;
}

function signIn(result: Check["result"], detail: string, advice: string | null = null): Check {
  return { name: "sign-in", result, detail, advice };
}
