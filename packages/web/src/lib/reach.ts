import { TRPCClientError, type TRPCLink } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";

/** A change that was not sent, or that got no answer, because the server cannot be reached. */
export class ServerAway extends Error {
  /** Whether the change may have been made all the same: it was sent, and no answer came. */
  readonly maybeDone: boolean;

  constructor(maybeDone: boolean) {
    super("The desk's server cannot be reached.");
    this.name = "ServerAway";
    this.maybeDone = maybeDone;
  }
}

/** The code of a page that could not be had while the server did not answer. */
export class PageAway extends TypeError {
  constructor(cause: unknown) {
    super("Out of reach: a dynamically imported module", { cause });
    this.name = "PageAway";
  }
}

/** Asks the server for a sign of life. */
export type Probe = () => Promise<boolean>;

const PROBE_TIMEOUT_MS = 2_000;

export const probeServer: Probe = () =>
  fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) }).then(
    ({ status }) => status < 500,
    () => false,
  );

/**
 * Remembers whether the last question reached the server. While it did not, a change is refused before it is sent unless
 * the server answers a probe, so that nobody waits for a write that goes nowhere.
 */
export function reachLink<Router extends AnyTRPCRouter>(probe: Probe = probeServer): TRPCLink<Router> {
  let away = false;
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let stop = () => {};
        let stopped = false;
        const send = () => {
          const subscription = next(op).subscribe({
            next: (value) => {
              away = false;
              observer.next(value);
            },
            error: (error) => {
              const reached = error.data !== undefined && error.data !== null;
              const aborted = op.signal?.aborted ?? false;
              if (!aborted) away = !reached;
              const lost = op.type === "mutation" && !reached && !aborted;
              observer.error(lost ? TRPCClientError.from(new ServerAway(true)) : error);
            },
            complete: () => observer.complete(),
          });
          stop = () => subscription.unsubscribe();
        };
        if (op.type !== "mutation" || !away) send();
        else {
          void probe().then((answers) => {
            if (stopped) return;
            if (answers) send();
            else observer.error(TRPCClientError.from(new ServerAway(false)));
          });
        }
        return () => {
          stopped = true;
          stop();
        };
      });
}
