import { SecondFactorInput } from "@cryptodesk/shared/identity/second-factor.contract";
import { LoginInput, type SecondFactorNeeded, type TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { SignInNeeded, UsageError } from "../../failures.ts";
import { passwordOption, readPassword } from "../../input/passwords.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import type { Session } from "../../session.ts";
import { codeOption } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { keepSignIn } from "./keep-sign-in.ts";

export function addLoginCommand(program: Command, cli: CliContext): void {
  defineCommand(program, cli, {
    name: "login",
    summary: "Sign in at the desk",
    description:
      "Asks for what is missing; nothing of a password is shown, and it is never a word of the command line.\nThe sign-in is kept for this server and profile: in the keyring of this machine where one works, else in a file that only you can read.",
    arguments: [new Argument("[email]", "address of the account")],
    options: [
      passwordOption(),
      codeOption("second factor: six digits of the authenticator app"),
      new Option("--device <name>", "name in the list of sessions (default: this machine's)"),
    ],
    examples: [
      ["login", "asks for address and password"],
      ["login ada@example.com --profile office", "at another server"],
      ["login ada@example.com --password-stdin < password.txt", "in a script"],
    ],
    run: (session, [email]) => logIn(session, typeof email === "string" ? email : null),
  });
}

async function logIn(session: Session, given: string | null): Promise<void> {
  const { cli, credentials, askToSignIn, command, out } = session;
  const { server } = credentials.place;
  if (isInTheClear(server)) out.notice(`${server} is not encrypted: others on the way can read your password.`);
  const email = given ?? (await askEmail(session));
  const password = await readPassword(session, `Password of ${email} at ${server}:`);
  const device = command.getOptionValue("device") ?? `CLI on ${cli.environment.hostName}`.slice(0, 80);
  const input = readInput(LoginInput, command, { email, password, device });
  const answer = await askToSignIn((api) => api.auth.login.mutate(input));
  await keepSignIn(session, answer.signedIn ? answer : await proveSecondFactor(session, answer));
}

async function askEmail({ cli }: Session): Promise<string> {
  if (!canPrompt(cli)) throw new UsageError("Name the account: cryptodesk login <email> --password-stdin");
  return (await promptsOf(cli)).text("Address (e-mail):");
}

async function proveSecondFactor(session: Session, needed: SecondFactorNeeded): Promise<TokenAnswer> {
  const { askToSignIn, command } = session;
  const { challenge, methods } = needed;
  if (!methods.includes("totp") && !methods.includes("recoveryCode")) {
    throw new SignInNeeded("This account's second factor is a passkey, which only a browser can use.", [
      "Sign in there, or use an API key: CRYPTODESK_API_KEY",
    ]);
  }
  const typed = String(command.getOptionValue("code") ?? (await askCode(session, needed))).trim();
  const proof = /^[\d ]{6,7}$/.test(typed) ? { code: typed } : { recoveryCode: typed };
  const parsed = SecondFactorInput.safeParse({ challenge, ...proof });
  if (!parsed.success) throw new UsageError(`--code: ${parsed.error.issues[0]?.message ?? "cannot be used"}`);
  return askToSignIn((api) => api.auth.completeSecondFactor.mutate(parsed.data));
}

async function askCode({ cli }: Session, { methods }: SecondFactorNeeded): Promise<string> {
  if (!canPrompt(cli)) {
    throw new SignInNeeded("The password is right; the account also needs a second factor.", [
      "Give a code of the authenticator app: --code <digits>",
    ]);
  }
  const asked = methods.includes("totp") ? "Code of the authenticator app, or a recovery code:" : "Recovery code:";
  return (await promptsOf(cli)).text(asked);
}

function isInTheClear(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === "http:" && !/^(?:127\.|localhost$|\[::1\]$)/.test(hostname);
}
