import type { AppRouter } from "@cryptodesk/api/router";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource } from "eventsource";
import { openSignedIn } from "../lib/bearer.ts";
import type { FollowedRun } from "./use-runs.ts";

// The browser's own EventSource cannot say who asks, and a run is shown to its owner only.
const link = httpSubscriptionLink({
  url: "/trpc",
  EventSource,
  eventSourceOptions: { fetch: openSignedIn },
});
const streams = createTRPCClient<AppRouter>({ links: [link] });

/** Tells where a run is whenever that changes. @returns how to stop listening */
export function watchRun(runId: string, onChange: (run: FollowedRun) => void): () => void {
  const subscription = streams.strategyRun.watch.subscribe({ runId }, { onData: onChange });
  return () => subscription.unsubscribe();
}
