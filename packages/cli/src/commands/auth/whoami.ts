import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";

export function addWhoamiCommand(program: Command, cli: CliContext): void {
  defineCommand(program, cli, {
    name: "whoami",
    summary: "Who is signed in, and what they may do",
    examples: [
      ["whoami", "the account in use here"],
      ["whoami --json --fields email,role", "for a script"],
    ],
    run: async ({ ask, credentials, out }) => {
      const me = await ask((api) => api.account.me.query({}));
      await printRecord(out, me, () => drawMe(me, credentials.place.server, out));
    },
  });
}

/** The account as lines. */
export function drawMe(me: Me, server: string, out: Output): string {
  const factors = me.secondFactors.join(", ") || (me.secondFactorRequired ? out.palette.warn("none, needed") : "none");
  const figures = [
    ["Account", `${safeText(me.name)} <${safeText(me.email)}>${me.emailVerified ? "" : ", address not proved"}`],
    ["Server", server],
    ["Role", me.role],
    ["May", me.permissions.join(", ") || UNKNOWN],
    ["By", me.via === "apiKey" ? "API key" : "sign-in"],
    ...(me.impersonatedBy === null ? [] : [["Acted by", out.palette.warn(safeText(me.impersonatedBy))] as const]),
    ["Second factor", factors],
    ...(me.confirmedUntil === null
      ? []
      : [["Confirmed", `until ${timeWithAge(me.confirmedUntil, out.now())}`] as const]),
    ["Unread notices", String(me.unreadNotices)],
    ["Since", timeWithAge(me.createdAt, out.now())],
    ["Id", me.id],
  ] as const;
  return figureText([{ figures }], out);
}
