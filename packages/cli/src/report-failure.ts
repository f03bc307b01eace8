import { SECOND_FACTOR_NEEDED_TYPE } from "@cryptodesk/shared/errors/problem.contract";
import { CommanderError } from "commander";
import { exitCodeOf } from "./exit-codes.ts";
import {
  Interrupted,
  ReportedFailure,
  ServerRefusal,
  ServerUnreachable,
  SignInNeeded,
  UsageError,
} from "./failures.ts";
import { jsonText } from "./output/json.ts";
import type { Palette } from "./output/palette.ts";
import { safeText } from "./output/plain-text.ts";

interface FailureText {
  kind: string;
  message: string;
  hints: readonly string[];
  facts?: object;
}

/** What is said on stderr about a failure; empty where nothing needs saying. */
export function failureText(error: unknown, style: { json: boolean; palette: Palette; commandPath: string }): string {
  const text = describe(error, style.commandPath);
  if (text === null) return "";
  const { kind, message, hints, facts } = text;
  if (style.json) return `${jsonText({ error: { kind, message, hints, ...facts, exitCode: exitCodeOf(error) } })}\n`;
  const lines = message.split("\n").map((line) => safeText(line));
  const body = [
    `${style.palette.bad("error:")} ${lines.join("\n       ")}`,
    ...hints.map((hint) => `  ${safeText(hint)}`),
  ];
  return `${body.join("\n")}\n`;
}

function describe(error: unknown, commandPath: string): FailureText | null {
  if (error instanceof Interrupted || error instanceof ReportedFailure) return null;
  if (error instanceof CommanderError) return describeParseError(error, commandPath);
  if (error instanceof UsageError) return { kind: "usage", message: error.message, hints: error.hints };
  if (error instanceof SignInNeeded) return { kind: "signIn", message: error.message, hints: error.hints };
  if (error instanceof ServerUnreachable) {
    return { kind: "unreachable", message: error.message, hints: error.hints, facts: { url: error.url } };
  }
  if (error instanceof ServerRefusal) return describeRefusal(error);
  return { kind: "failed", message: error instanceof Error ? error.message : String(error), hints: [] };
}

function describeParseError(error: CommanderError, commandPath: string): FailureText | null {
  if (error.exitCode === 0 || error.code === "commander.help") return null;
  const [message = "", ...suggestions] = error.message.replace(/^error: /, "").split("\n");
  const swallowed = error.code === "commander.missingArgument" && commandPath.startsWith("cryptodesk admin ");
  const hint = "--shell takes the next word as the data directory: put it last, or write --shell=<data-dir>.";
  return {
    kind: "usage",
    message,
    hints: [...suggestions, ...(swallowed ? [hint] : []), `See: ${commandPath} --help`],
  };
}

function describeRefusal(error: ServerRefusal): FailureText {
  const { problem, retryAfterSeconds } = error;
  const named = error.hints.length > 0 && problem.errors !== undefined;
  const hints = [
    ...error.hints,
    ...(retryAfterSeconds === null ? [] : [`Try again in ${retryAfterSeconds} s.`]),
    ...(problem.type === SECOND_FACTOR_NEEDED_TYPE ? ["Set one up: cryptodesk account begin-totp"] : []),
    `Request id: ${problem.requestId}`,
  ];
  const message = named ? `${problem.title}.` : `${problem.title}: ${problem.detail}`;
  return { kind: "refused", message, hints, facts: { problem } };
}
