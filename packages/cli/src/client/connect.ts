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

/** A typed client whose every request ends after the timeout or when the command is interrupted. */
export function connect({ url, timeoutMs, userAgent, interrupted }: Connection): ApiClient {
  const limitedFetch: FetchEsque = (input, init) =>
    fetch(String(input), {
      ...requestOf(init),
      signal: AbortSignal.any([interrupted, AbortSignal.timeout(timeoutMs)]),
    });
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
