import type { AppRouter } from "@cryptodesk/api/router";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

export type ApiClient = TRPCClient<AppRouter>;

export interface Connection {
  url: string;
  timeoutMs: number;
  userAgent: string;
  interrupted: AbortSignal;
}

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
  if (/^application\/json\b/i.test(type)) return;
  const isProblem = /^application\/problem\+json\b/i.test(type);
  throw new ForeignAnswer(response, isProblem ? await response.json().catch(() => null) : null);
}

/** A typed client whose every request ends after the timeout or when the command is interrupted. */
export function connect({ url, timeoutMs, userAgent, interrupted }: Connection): ApiClient {
  const limitedFetch: FetchEsque = async (input, init) => {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(String(input), { ...requestOf(init), signal });
    await refuseForeignAnswer(response);
    return response;
  };
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: trpcUrl(url), headers: { "user-agent": userAgent }, fetch: limitedFetch })],
  });
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
