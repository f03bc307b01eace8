import { CommanderError } from "commander";
import { Interrupted, ServerRefusal, SignInNeeded, UsageError } from "./failures.ts";

/** What a shell sees when a command ends. */
export const EXIT = { done: 0, failed: 1, usage: 2, signInNeeded: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The one place where a failure becomes an exit code. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof SignInNeeded) return EXIT.signInNeeded;
  if (error instanceof ServerRefusal) return exitCodeOfStatus(error.problem.status);
  return EXIT.failed;
}

function exitCodeOfStatus(status: number): ExitCode {
  if (status === 401) return EXIT.signInNeeded;
  if (status === 400 || status === 422) return EXIT.usage;
  return EXIT.failed;
}
