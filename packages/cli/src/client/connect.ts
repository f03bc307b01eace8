import type { AppRouter } from "@cryptodesk/api/router";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

export type ApiClient = TRPCClient<AppRouter>;

export interface Connection {
  url: string;
  timeoutMs: number;
  userAgent: string;
  interrupted: AbortSignal;
  /** Proves who asks; null asks as nobody. */
  token: string | null;
  /** The cookie that lets the server know this machine again, and where a new one goes. */
  device?: { cookie: string | null; onNew: (cookie: string) => void };
}

// Over TLS the server gives it the prefix.
const DEVICE_COOKIE = /^(?:__Host-)?cryptodesk-device=[^;]+/;

export function trpcUrl(serverUrl: string): string {
  return `${serverUrl.replace(/\/+$/, "")}/trpc`;
}

/** An answer that is not of the protocol; `problem` where it is a problem document all the same. */
export class ForeignAnswer extends Error {
  readonly status: number;
  readonly problem: unknown;
  readonly headers: Headers;

  constructor(response: Response, problem: unknown) {
    super(`HTTP ${response.status}`);
    this.name = "ForeignAnswer";
    this.status = response.status;
    this.headers = response.headers;
    this.problem = problem;
  }
}

async function refuseForeignAnswer(response: Response): Promise<void> {
  const type = response.headers.get("content-type") ?? "";
  const redirected = response.status >= 300 && response.status < 400;
  if (!redirected && /^application\/json\b/i.test(type)) return;
  const isProblem = /^application\/problem\+json\b/i.test(type);
  throw new ForeignAnswer(response, isProblem ? await response.json().catch(() => null) : null);
}

/** A typed client whose every request ends after the timeout or when the command is interrupted. */
export function connect({ url, timeoutMs, userAgent, interrupted, token, device }: Connection): ApiClient {
  const limitedFetch: FetchEsque = async (input, init) => {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(timeoutMs)]);
    // A redirection is not followed: it may lead to another server, and a password must not.
    const response = await fetch(String(input), { ...requestOf(init), signal, redirect: "manual" });
    await refuseForeignAnswer(response);
    const given = response.headers.getSetCookie().flatMap((cookie) => DEVICE_COOKIE.exec(cookie)?.[0] ?? []);
    if (given[0] !== undefined) device?.onNew(given[0]);
    return response;
  };
  const cookie = device?.cookie ?? null;
  const headers = { "user-agent": userAgent, ...authorizationOf(token), ...(cookie !== null && { cookie }) };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: trpcUrl(url), headers, fetch: limitedFetch })] });
}

export function authorizationOf(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

type FetchEsque = NonNullable<Parameters<typeof httpLink>[0]["fetch"]>;

function requestOf(init: Parameters<FetchEsque>[1]): RequestInit {
  const { method, headers, body } = init ?? {};
  return {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(typeof body === "string" && { body }),
  };
}
