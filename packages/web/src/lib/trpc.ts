import type { AppRouter } from "@cryptodesk/api/router";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from "@trpc/client";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { bearerLink, headersOf } from "./bearer.ts";
import { queryClient } from "./query-client.ts";
import { reachLink } from "./reach.ts";

const url = "/trpc";

/** The typed client of the API on the page's own origin. Single GETs, not batches: the server answers them from memory. */
export const api: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: httpSubscriptionLink({ url }),
      false: [reachLink(), bearerLink(), httpLink({ url, headers: ({ op }) => headersOf(op.context) })],
    }),
  ],
});

/** Query and mutation options of every procedure, for the query hooks of the features. */
export const trpc: TRPCOptionsProxy<AppRouter> = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient });
