import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { accountsPath } from "../../credentials/account-file.ts";
import type { AccountRecord } from "../../credentials/account-record.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";

/** Keeps the tokens of a sign-in and says who is signed in; the tokens themselves are not printed. */
export async function keepSignIn(session: Session, answer: TokenAnswer, acting = false): Promise<void> {
  const { cli, credentials, out } = session;
  const record = await credentials.signIn(answer, acting);
  const { me } = answer;
  const who = `${safeText(me.email)} (${me.role}) at ${credentials.place.server}`;
  await printRecord(out, me, () => (acting ? `Acting as ${who}\n` : `Signed in as ${who}\n`));
  if (out.format === "table") out.notice(`Kept in ${whereKept(session, record)}.`);
  if (me.secondFactorRequired) out.notice("Your role needs a second factor. Set one up: cryptodesk account begin-totp");
  if (cli.environment.apiKey !== null) out.notice("CRYPTODESK_API_KEY is set and goes before this sign-in.");
}

export function whereKept({ cli }: Session, { kept }: Pick<AccountRecord, "kept">): string {
  return kept === "keyring" ? "the keyring of this machine" : accountsPath(cli.environment.configDirectory);
}
