import type { Problem } from "@cryptodesk/shared/errors/problem.contract";

/** The command line or a setting cannot be used as it stands. `hints` are lines that help to put it right. */
export class UsageError extends Error {
  readonly hints: readonly string[];

  constructor(message: string, hints: readonly string[] = []) {
    super(message);
    this.name = "UsageError";
    this.hints = hints;
  }
}

/** The person stopped the command. */
export class Interrupted extends Error {
  constructor() {
    super("Interrupted.");
    this.name = "Interrupted";
  }
}

/** There are no credentials, or they no longer hold. `hints` are lines that help to sign in. */
export class SignInNeeded extends Error {
  readonly hints: readonly string[];

  constructor(message: string, hints: readonly string[]) {
    super(message);
    this.name = "SignInNeeded";
    this.hints = hints;
  }
}

/** Nothing usable answered at `url`. */
export class ServerUnreachable extends Error {
  readonly url: string;
  readonly reason: string;
  readonly hints: readonly string[];

  constructor(url: string, reason: string, hints: readonly string[] = [], cause?: unknown) {
    super(`No CryptoDesk server answers at ${url} (${reason}).`, { cause });
    this.name = "ServerUnreachable";
    this.url = url;
    this.reason = reason;
    this.hints = hints;
  }

  /** The same failure with one more line of help. */
  withHint(hint: string): ServerUnreachable {
    return new ServerUnreachable(this.url, this.reason, [hint, ...this.hints], this.cause);
  }
}

/** The server answered with a problem document. `hints` are added by the command that knows more. */
export class ServerRefusal extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;
  readonly hints: readonly string[];

  constructor(problem: Problem, retryAfterSeconds: number | null, hints: readonly string[] = []) {
    super(problem.detail);
    this.name = "ServerRefusal";
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
    this.hints = hints;
  }
}

/** The command did its work and the result is bad news that stands in its output already. */
export class ReportedFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReportedFailure";
  }
}
