import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { toldWords } from "../../lib/told-words.ts";
import { problemOf, retryAfterOf } from "../../session/problem.ts";
import { CeremonyCancelled } from "./passkey.ts";
import { useCountdown } from "./use-countdown.ts";

const TOO_MANY = 429;

/**
 * One try of a form at a time.
 * @param refused what is said to a 401, in the person's language; the server's own words where left out
 */
export function useAttempt(refused?: string) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [wait, beginWait] = useCountdown();
  const run = async <Value>(action: () => Promise<Value>): Promise<Value | null> => {
    if (busy || wait > 0) return null;
    setBusy(true);
    setFailure(null);
    try {
      return await action();
    } catch (error) {
      if (error instanceof CeremonyCancelled) return null;
      setFailure(error);
      const seconds = problemOf(error)?.status === TOO_MANY ? retryAfterOf(error) : null;
      if (seconds !== null) beginWait(seconds);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, wait, failure, error: wordsOf(failure, wait, refused), forget: () => setFailure(null) };
}

function wordsOf(failure: unknown, wait: number, refused: string | undefined): string | null {
  if (failure === null) return null;
  const status = problemOf(failure)?.status;
  if (status === TOO_MANY) return wait > 0 ? t("access.wait", { count: wait }) : t("access.waited");
  if (status === 401 && refused !== undefined) return refused;
  const fields = problemOf(failure)?.errors;
  if (fields && fields.length > 0) return fields.map(({ detail }) => toldWords("refusals", detail)).join(" ");
  return describeError(failure).detail;
}
