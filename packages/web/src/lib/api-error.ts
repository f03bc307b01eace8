import { Problem } from "@cryptodesk/shared/errors/problem.contract";
import { TRPCClientError } from "@trpc/client";
import { t } from "../catalogue/catalogue.ts";
import { ServerAway } from "./reach.ts";
import { refusalWords, toldWords } from "./told-words.ts";

/** An error in words for a person. */
export interface ErrorDescription {
  kind: "unreachable" | "not-found" | "refused" | "unavailable" | "server";
  title: string;
  detail: string;
  /** To be quoted when the error is reported; null when the request never reached the server. */
  requestId: string | null;
}

/** What went wrong, from whatever a query threw. */
export function describeError(error: unknown): ErrorDescription {
  const problem = readProblem(error);
  if (problem === null) return describeWithoutProblem(error);
  const { status, requestId } = problem;
  const [title, detail] = [toldWords("refusals", problem.title), refusalWords(problem)];
  if (status === 404) return { kind: "not-found", title: t("words.errors.notFound"), detail, requestId };
  if (status === 503) return { kind: "unavailable", title: t("words.errors.unavailable"), detail, requestId };
  if (status < 500) return { kind: "refused", title, detail, requestId };
  return { kind: "server", title, detail, requestId };
}

function describeWithoutProblem(error: unknown): ErrorDescription {
  if (error instanceof TRPCClientError && error.cause instanceof ServerAway) {
    const detail = t(error.cause.maybeDone ? "words.errors.maybeDone" : "words.errors.nothingSent");
    return { kind: "unreachable", title: t("words.errors.unreachable"), detail, requestId: null };
  }
  if (error instanceof TRPCClientError || isMissingCode(error) || isNoAnswer(error)) {
    return {
      kind: "unreachable",
      title: t("words.errors.unreachable"),
      detail: t("words.errors.unreachableDetail"),
      requestId: null,
    };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: "server", title: t("words.errors.failed"), detail, requestId: null };
}

/** Something that was asked for and not had because the server cannot be reached; nothing was to be changed. */
export function isOutOfReach(error: unknown): boolean {
  const change = error instanceof TRPCClientError && error.cause instanceof ServerAway;
  return !change && describeError(error).kind === "unreachable";
}

/** A page whose code, or its style sheet, could not be fetched: the server is away, or a newer version of the app replaced this one. */
export function isMissingCode(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|module script|preload CSS/i.test(error.message);
}

/** A plain request that got no answer; each browser has its own words for it. */
function isNoAnswer(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === "TimeoutError";
  return error instanceof TypeError && /^(failed to fetch|load failed|networkerror)/i.test(error.message);
}

/** The problem document of an error the API answered with; null for any other. */
export function readProblem(error: unknown): Problem | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null || !("problem" in data)) return null;
  const parsed = Problem.safeParse(data.problem);
  return parsed.success ? parsed.data : null;
}

/** Retries what may pass by itself, at most twice; a refusal stays a refusal. */
export function retryQuery(failures: number, error: unknown): boolean {
  const { kind } = describeError(error);
  return failures < 2 && kind !== "not-found" && kind !== "refused";
}
