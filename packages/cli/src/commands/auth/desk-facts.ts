import type { SignInOptions } from "@cryptodesk/shared/identity/sign-in.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { SignInNeeded } from "../../failures.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { anyValue, printRows } from "../../output/rows.ts";
import { timeWithAge } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { printDone } from "../print-done.ts";

/** What a caller can know before signing in, and the life of the session that is kept. */
export function addDeskCommands(auth: Command, cli: CliContext): void {
  defineCommand(auth, cli, {
    name: "options",
    summary: "What a caller has to know before signing in",
    examples: [["auth options", "may one register, is there mail"]],
    run: async ({ askAsNobody, out }) => {
      const options = await askAsNobody((api) => api.auth.options.query({}));
      await printRecord(out, options, () => drawOptions(options, out));
    },
  });
  defineCommand(auth, cli, {
    name: "keys",
    summary: "Public keys of access tokens (JWKS)",
    examples: [["auth keys --json", "for a program that checks tokens itself"]],
    run: async ({ askAsNobody, out }) => {
      const { keys } = await askAsNobody((api) => api.auth.keySet.query({}));
      const names = ["kid", "alg", "use", "kty", "n", "e"];
      const columns = names.slice(0, 4).map((field) => ({
        field,
        header: field,
        show: (key: Record<string, unknown>) => anyValue(key[field]),
      }));
      await printRows(out, { columns, fields: names, empty: "There are no keys." }, onePage(keys), "keys");
    },
  });
  defineCommand(auth, cli, {
    name: "refresh",
    summary: "Take the next tokens of the session now",
    description: "Every command does this by itself ahead of time; this one is for finding out whether it works.",
    examples: [["auth refresh", "and say how long the session lasts"]],
    run: refreshNow,
  });
}

async function refreshNow(session: Session): Promise<void> {
  const { credentials, out } = session;
  const found = await credentials.front();
  if (!found) throw new SignInNeeded(`Nobody is signed in at ${credentials.place.server}.`, ["cryptodesk login"]);
  const { record } = found;
  const next = await credentials.renew({ kind: "session", token: record.tokens?.accessToken ?? "", record });
  const until = next.kind === "session" ? next.record.tokens?.refreshExpiresAt : null;
  await printDone(session, `Refreshed. Without use the session ends at ${timeWithAge(until, out.now())}.`);
}

function drawOptions(options: SignInOptions, out: Output): string {
  const yes = (value: boolean) => (value ? "yes" : "no");
  const figures = [
    ["First account", options.setupNeeded ? out.palette.warn("still to be made: cryptodesk auth register") : "made"],
    ["Registration", options.registration],
    ["Anonymous reading", yes(options.anonymousReading)],
    ["Mail", yes(options.mail)],
    ["Passkeys", yes(options.passkeys)],
    ["Single sign-on", options.oidc === null ? "no" : safeText(options.oidc.name)],
    ["Passwords", `${options.passwordMinLength} to ${options.passwordMaxLength} characters`],
  ] as const;
  return figureText([{ figures }], out);
}
