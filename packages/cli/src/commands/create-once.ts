import { Option } from "commander";
import type { ApiClient } from "../client/connect.ts";
import { Interrupted, ServerUnreachable } from "../failures.ts";
import { newId } from "../input/new-id.ts";
import type { Session } from "../session.ts";

export function idOption(): Option {
  return new Option("--id <uuid>", "id of what is made, a UUID of version 7; the same again makes nothing twice");
}

/** The id that `--id` gives, or a new one. */
export function chosenId({ cli, command }: Session): string {
  const given: unknown = command.getOptionValue("id");
  return typeof given === "string" ? given : newId(cli.now());
}

/**
 * Makes something under the id that the request carries. Where no answer came the same request is made once more; what
 * the first one made is answered then, not made twice.
 */
export async function createOnce<T>(session: Session, id: string, call: (api: ApiClient) => Promise<T>): Promise<T> {
  try {
    return await session.ask(call);
  } catch (error) {
    if (error instanceof Interrupted) session.out.notice(againHint(id));
    if (!(error instanceof ServerUnreachable)) throw error;
  }
  try {
    return await session.ask(call);
  } catch (error) {
    if (error instanceof ServerUnreachable) throw error.withHint(againHint(id));
    throw error;
  }
}

function againHint(id: string): string {
  return `It may have been made. The same command with --id ${id} makes nothing twice.`;
}
