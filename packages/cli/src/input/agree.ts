import { Option } from "commander";
import { ReportedFailure, UsageError } from "../failures.ts";
import type { Session } from "../session.ts";
import { canPrompt, promptsOf } from "./prompts.ts";

export function yesOption(): Option {
  return new Option("--yes", "do it without asking");
}

export function isAgreed({ command }: Session): boolean {
  return command.getOptionValue("yes") === true;
}

/** Goes on only where the person says so, or said `--yes`. @throws UsageError without a terminal, ReportedFailure on no */
export async function agreeOrStop(session: Session, question: string): Promise<void> {
  const { cli, out } = session;
  if (isAgreed(session)) return;
  if (!canPrompt(cli)) throw new UsageError(`${question} Nobody is there to ask; add --yes to do it.`);
  if (await (await promptsOf(cli)).agree(question)) return;
  out.notice("Nothing was changed.");
  throw new ReportedFailure("Not agreed to.");
}
