import type { TRPCLink } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";

/** Where requests get their access token; the session layer is the one source. */
export interface TokenSource {
  /** The token to send; null to ask without. */
  take: () => Promise<string | null>;
  /**
   * A request was refused because nobody, or nobody any more, is signed in.
   * @param sent the token it carried
   * @param patient whether it may wait until somebody signs in: a question may, a change may not
   * @returns the token to try once more with; null where the refusal stands
   */
  refused: (sent: string | null, patient: boolean) => Promise<string | null>;
}

let source: TokenSource = { take: async () => null, refused: async () => null };

export function setTokenSource(next: TokenSource): void {
  source = next;
}

const UNAUTHENTICATED = 401;

/** Sends the access token along, and tries once more where it has run out. Signing in and out needs none. */
export function bearerLink<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let stopped = false;
        let stop = () => {};
        const send = (token: string | null, again: boolean) => {
          if (stopped) return;
          const context = { ...op.context, ...(token !== null && { authorization: `Bearer ${token}` }) };
          const subscription = next({ ...op, context }).subscribe({
            next: (value) => observer.next(value),
            error: (error) => {
              if (again || statusOf(error.data) !== UNAUTHENTICATED) return observer.error(error);
              void source.refused(token, op.type === "query").then((fresh) => {
                if (fresh === null) observer.error(error);
                else send(fresh, true);
              });
            },
            complete: () => observer.complete(),
          });
          stop = () => subscription.unsubscribe();
        };
        if (op.path.startsWith("auth.")) send(null, true);
        else void source.take().then((token) => send(token, false));
        return () => {
          stopped = true;
          stop();
        };
      });
}

/** Headers of a request out of what the links before wrote into its context. */
export function headersOf(context: Record<string, unknown>): Record<string, string> {
  const { authorization, csrfToken } = context;
  return {
    ...(typeof authorization === "string" && { authorization }),
    ...(typeof csrfToken === "string" && { "x-csrf-token": csrfToken }),
  };
}

/** `fetch` of the REST API as whoever is signed in. */
export function fetchSignedIn(url: string, { accept, timeoutMs }: { accept: string; timeoutMs: number }) {
  return asSignedIn((authorization) =>
    fetch(url, { headers: { accept, ...authorization }, signal: AbortSignal.timeout(timeoutMs) }),
  );
}

/** The same for a stream, which ends when whoever reads it has enough. */
export function openSignedIn(url: string | URL, init: RequestInit & { headers: Record<string, string> }) {
  return asSignedIn((authorization) => fetch(url, { ...init, headers: { ...init.headers, ...authorization } }));
}

async function asSignedIn(ask: (authorization: Record<string, string>) => Promise<Response>): Promise<Response> {
  const bearer = (token: string | null): Record<string, string> =>
    token === null ? {} : { authorization: `Bearer ${token}` };
  const sent = await source.take();
  const response = await ask(bearer(sent));
  if (response.status !== UNAUTHENTICATED) return response;
  const fresh = await source.refused(sent, false);
  return fresh === null ? response : ask(bearer(fresh));
}

function statusOf(data: unknown): number | null {
  if (typeof data !== "object" || data === null || !("httpStatus" in data)) return null;
  return typeof data.httpStatus === "number" ? data.httpStatus : null;
}
