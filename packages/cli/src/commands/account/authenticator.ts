import {
  ConfirmTotpInput,
  type RecoveryCodes,
  type SecondFactorState,
  type TotpSetup,
} from "@cryptodesk/shared/identity/second-factor.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { passwordOption } from "../../input/passwords.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { qrCode } from "../../output/qr-code.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { age, timeWithAge } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { printDone } from "../print-done.ts";

/** The authenticator app, and the recovery codes that stand in for it. */
export function addAuthenticatorCommands(account: Command, cli: CliContext): void {
  addStateCommand(account, cli);
  addBeginCommand(account, cli);
  addConfirmCommand(account, cli);
  addRemoveCommand(account, cli);
  addRecoveryCodesCommand(account, cli);
}

function addStateCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "second-factors",
    summary: "Second factors that are set up",
    examples: [["account second-factors", "app, passkeys, recovery codes left"]],
    run: async ({ ask, out }) => {
      const state = await ask((api) => api.account.secondFactors.query({}));
      await printRecord(out, state, () => drawState(state, out));
    },
  });
}

function drawState({ totp, passkeys, recoveryCodesLeft, required }: SecondFactorState, out: Output): string {
  const figures = [
    ["Needed by your role", required ? "yes" : "no"],
    ["Authenticator app", totp === null ? "none" : `since ${timeWithAge(totp.since, out.now())}`],
    ["Recovery codes left", count(recoveryCodesLeft)],
    ["Passkeys", passkeys.length === 0 ? "none" : count(passkeys.length)],
  ] as const;
  const keys = passkeys.map(({ id, name, createdAt, lastUsedAt, synced }) => {
    const used = lastUsedAt === null ? "never used" : `used ${age(lastUsedAt, out.now())} ago`;
    const facts = [`${age(createdAt, out.now())} old`, used, ...(synced ? ["synced"] : [])].join(", ");
    return [safeText(name), `${facts}  ${safeText(id)}`] as const;
  });
  return figureText([{ figures }, { title: "Passkeys", figures: keys }], out);
}

function addBeginCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "begin-totp",
    summary: "Begin setting up an authenticator app",
    description:
      "Shows the QR code on a terminal, and the otpauth address elsewhere. Nothing holds before `account confirm-totp`.",
    options: confirmationOptions(),
    examples: [["account begin-totp", "scan the code, then: cryptodesk account confirm-totp"]],
    run: async (session) => {
      const { out } = session;
      const setup = await askConfirmed(session, (api) => api.account.beginTotp.mutate({}));
      const qr = out.decorated && out.format === "table" ? await qrCode(setup.uri, out) : null;
      await printRecord(out, setup, () => drawSetup(setup, qr, out));
      if (out.format === "table") out.notice("Then, with a code of the app: cryptodesk account confirm-totp");
    },
  });
}

function drawSetup({ secret, uri }: TotpSetup, qr: string | null, out: Output): string {
  const typed = safeText(secret).replace(/(.{4})(?=.)/g, "$1 ");
  if (qr !== null) return `${qr}${figureText([{ figures: [["To type it", typed]] }], out)}`;
  return `Secret   ${typed}\nAddress  ${safeText(uri)}\n`;
}

function addConfirmCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "confirm-totp",
    summary: "Finish it with a code of the app",
    description: "Prints the recovery codes, which are shown only then.",
    options: [
      new Option("--code <digits>", "six digits of the app that is being set up (default: asks)"),
      passwordOption("where the server asks who you are: take the password from standard input"),
    ],
    examples: [["account confirm-totp --code 123456 > recovery-codes.txt", "and keep the recovery codes"]],
    run: async (session) => {
      const input = readInput(ConfirmTotpInput, session.command, { code: await newCode(session) });
      await printCodes(session, await askConfirmed(session, (api) => api.account.confirmTotp.mutate(input)));
    },
  });
}

async function newCode({ cli, command }: Session): Promise<string> {
  const given: unknown = command.getOptionValue("code");
  if (typeof given === "string") return given;
  if (!canPrompt(cli)) throw new UsageError("Give a code of the new app: --code <digits>");
  return (await promptsOf(cli)).text("Code of the new authenticator app:");
}

function addRemoveCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "remove-totp",
    summary: "Remove the authenticator app",
    options: confirmationOptions(),
    examples: [["account remove-totp", "asks for a code of it first"]],
    run: async (session) => {
      await askConfirmed(session, (api) => api.account.removeTotp.mutate({}));
      await printDone(session, "The authenticator app is removed.");
    },
  });
}

function addRecoveryCodesCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "recovery-codes",
    summary: "New recovery codes in place of the old ones",
    options: confirmationOptions(),
    examples: [["account recovery-codes > recovery-codes.txt", "the old ones no longer work"]],
    run: async (session) => {
      await printCodes(session, await askConfirmed(session, (api) => api.account.renewRecoveryCodes.mutate({})));
    },
  });
}

async function printCodes({ out }: Session, codes: RecoveryCodes): Promise<void> {
  await printRecord(out, codes, () => codes.codes.map((code) => `${safeText(code)}\n`).join(""));
  out.notice("Each recovery code works once, in place of the second factor. They are shown only now.");
}
