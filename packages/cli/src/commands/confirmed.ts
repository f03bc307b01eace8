import { CONFIRMATION_NEEDED_TYPE } from "@cryptodesk/shared/errors/problem.contract";
import { type Confirmation, ConfirmInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { Option } from "commander";
import type { ApiClient } from "../client/connect.ts";
import { ServerRefusal, UsageError } from "../failures.ts";
import { passwordOption, pipedPasswords } from "../input/passwords.ts";
import { canPrompt, promptsOf } from "../input/prompts.ts";
import type { Session } from "../session.ts";

const TRIES = 3;
const GROUP = "Confirmation:";

export function codeOption(text = "six digits of the authenticator app"): Option {
  return new Option("--code <digits>", text);
}

/** Flags of commands that the server lets through only for somebody who has just proved who they are. */
export function confirmationOptions(): Option[] {
  return [
    passwordOption("where the server asks who you are: take the password from standard input"),
    codeOption("where it asks for it: six digits of the authenticator app"),
  ].map((option) => option.helpGroup(GROUP));
}

/** Calls the server; where it first wants to know that the owner is at the keyboard, proves that and calls again. */
export async function askConfirmed<T>(session: Session, call: (api: ApiClient) => Promise<T>): Promise<T> {
  try {
    return await session.ask(call);
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.problem.type !== CONFIRMATION_NEEDED_TYPE) throw error;
    if (!(await proveFromFlags(session))) await proveAtTerminal(session, error);
    return session.ask(call);
  }
}

/** Confirms with what the flags bring. @returns null where they bring nothing */
export async function proveFromFlags(session: Session): Promise<Confirmation | null> {
  const [password] = await pipedPasswords(session);
  // Elsewhere `--code` is what the command itself is about.
  const isProof = session.command.options.some(({ long, helpGroupHeading }) => {
    return long === "--code" && helpGroupHeading === GROUP;
  });
  const code: unknown = isProof ? session.command.getOptionValue("code") : undefined;
  if (password === undefined && code === undefined) return null;
  return confirm(session, code === undefined ? { password } : { code });
}

/** Asks for the proof that this account gives. @param refusal what is said where nobody can be asked */
export async function proveAtTerminal(session: Session, refusal: Error): Promise<Confirmation> {
  const { cli, ask, out } = session;
  if (!canPrompt(cli)) throw withAdvice(refusal);
  const me = await ask((api) => api.account.me.query({}));
  const takesCode = me.secondFactors.includes("totp");
  if (!takesCode && !me.hasPassword) {
    throw new UsageError("This account has neither a password nor an authenticator app: do this in the browser.");
  }
  const prompts = await promptsOf(cli);
  for (let left = TRIES; ; left -= 1) {
    const answer = takesCode
      ? { code: await prompts.text(`To confirm that it is you: code of the authenticator app (${me.email}):`) }
      : { password: await prompts.secret(`To confirm that it is you: password of ${me.email}:`) };
    try {
      return await confirm(session, answer);
    } catch (error) {
      const mistyped = error instanceof UsageError || (error instanceof ServerRefusal && error.problem.status === 422);
      if (!mistyped || left <= 1) throw error;
      out.notice("That is not it. Once more.");
    }
  }
}

async function confirm({ ask }: Session, answer: Record<string, unknown>): Promise<Confirmation> {
  const parsed = ConfirmInput.safeParse(answer);
  if (!parsed.success) throw new UsageError(`--code: ${parsed.error.issues[0]?.message ?? "cannot be used"}`);
  return ask((api) => api.account.confirm.mutate(parsed.data));
}

function withAdvice(refusal: Error): Error {
  if (!(refusal instanceof ServerRefusal)) return refusal;
  return new ServerRefusal(refusal.problem, refusal.retryAfterSeconds, [
    "Nobody is there to ask. Pipe the password in with --password-stdin, or give --code <digits>;",
    "or confirm first, for ten minutes: cryptodesk account confirm",
  ]);
}
