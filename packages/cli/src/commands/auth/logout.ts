import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { recordName } from "../../credentials/account-record.ts";
import { ReportedFailure, ServerUnreachable, UsageError } from "../../failures.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { printDone } from "../print-done.ts";

export function addLogoutCommand(program: Command, cli: CliContext): void {
  defineCommand(program, cli, {
    name: "logout",
    summary: "End the session here and at the server",
    description: "After `admin impersonate` it ends that, and you are yourself again.",
    examples: [
      ["logout", "at the server in use"],
      ["logout --profile office", "at another one"],
    ],
    run: logOut,
  });
}

async function logOut(session: Session): Promise<void> {
  const { cli, credentials, askAsNobody, out } = session;
  const { server } = credentials.place;
  const found = await credentials.front().catch((error: unknown) => {
    // A keyring that is gone must not keep anybody signed in here.
    if (error instanceof UsageError && error.message.startsWith("The keyring")) return null;
    throw error;
  });
  if (!found) {
    await forgetBoth(session);
    return printDone(session, `Nobody is signed in at ${server}.`);
  }
  const { name, record } = found;
  const refreshToken = record.tokens?.refreshToken;
  try {
    if (refreshToken !== undefined) await askAsNobody((api) => api.auth.logout.mutate({ refreshToken }));
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error;
    await credentials.forget(name);
    out.notice(`${error.message} You are signed out here; there the session lives on until it expires.`);
    throw new ReportedFailure("The server was not told.");
  }
  await credentials.forget(name);
  const after = record.actedBy === null ? "" : ` You are ${record.actedBy} again.`;
  const key = cli.environment.apiKey === null ? "" : " CRYPTODESK_API_KEY is still set.";
  await printDone(session, `${record.email} is signed out of ${server}.${after}${key}`);
}

async function forgetBoth({ credentials }: Session): Promise<void> {
  const names = [recordName(credentials.place, true), recordName(credentials.place)];
  if (credentials.store.list().length > 0) for (const name of names) await credentials.forget(name);
}
