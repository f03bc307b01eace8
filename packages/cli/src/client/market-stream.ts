import type { AppRouter } from "@cryptodesk/api/router";
import type { StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource, type EventSourceInit } from "eventsource";
import { ServerUnreachable } from "../failures.ts";
import { authorizationOf, trpcUrl } from "./connect.ts";
import { networkReasonIn } from "./network-reasons.ts";

/** What happens on a stream, its interruptions included. */
export type StreamSignal =
  | { kind: "connecting" }
  | { kind: "event"; event: StreamEvent }
  | { kind: "lost"; reason: string; retryMs: number };

export interface StreamSetting {
  url: string;
  /** How long an attempt to connect may take. */
  timeoutMs: number;
  input: WatchInput;
  stop: AbortSignal;
  pause: (ms: number) => Promise<void>;
  /** 0 up to 1, spreads the attempts of many clients. */
  random: () => number;
  onSignal: (signal: StreamSignal) => void;
  /** Proof of who asks, for each connection anew; null asks as nobody. */
  token: () => Promise<string | null>;
}

interface Attempt {
  reason: string;
  lastEventId: string | undefined;
  /** The connection stood before it was lost. */
  wasOpen: boolean;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;

/** Wait before attempt number `failures` in a row, half of it random. */
export function retryDelay(failures: number, random: () => number): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(longest / 2 + (longest / 2) * random());
}

/** Follows the market stream until `stop`; after an interruption it resumes behind the last event it saw. */
export async function followMarket(setting: StreamSetting): Promise<void> {
  let failures = 0;
  let { lastEventId } = setting.input;
  while (!setting.stop.aborted) {
    setting.onSignal({ kind: "connecting" });
    const token = await setting.token().catch(keepTrying);
    const attempt =
      token instanceof ServerUnreachable
        ? { reason: token.message, lastEventId, wasOpen: false }
        : await connectOnce({ ...setting, input: { ...setting.input, lastEventId } }, token);
    if (setting.stop.aborted) return;
    lastEventId = attempt.lastEventId;
    failures = attempt.wasOpen ? 1 : failures + 1;
    const retryMs = retryDelay(failures, setting.random);
    setting.onSignal({ kind: "lost", reason: attempt.reason, retryMs });
    await setting.pause(retryMs);
  }
}

/** Of what can be wrong with credentials, only a server that is away mends itself. */
function keepTrying(error: unknown): ServerUnreachable {
  if (error instanceof ServerUnreachable) return error;
  throw error;
}

/** One connection from its opening to its end, whoever ends it. */
function connectOnce({ url, timeoutMs, input, stop, onSignal }: StreamSetting, token: string | null): Promise<Attempt> {
  const eventSourceOptions: EventSourceInit = {
    fetch: (address, init) =>
      fetch(address, { ...init, headers: { ...init.headers, ...authorizationOf(token) }, redirect: "manual" }),
  };
  const link = httpSubscriptionLink({ url: trpcUrl(url), EventSource, eventSourceOptions });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  return new Promise((resolve) => {
    let { lastEventId } = input;
    let wasOpen = false;
    let farewell: string | null = null;
    let ended = false;
    const end = (reason: string) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      stop.removeEventListener("abort", onStop);
      subscription.unsubscribe();
      resolve({ reason: farewell ?? reason, lastEventId, wasOpen });
    };
    const onStop = () => end("stopped");
    const timer = setTimeout(() => end(`no answer within ${timeoutMs / 1000} s`), timeoutMs);
    const subscription = client.market.watch.subscribe(withoutUndefined(input), {
      onStarted: () => clearTimeout(timer),
      onData: ({ id, data }) => {
        clearTimeout(timer);
        lastEventId = id;
        wasOpen = true;
        if (data.type === "bye") farewell = data.detail || data.reason;
        onSignal({ kind: "event", event: data });
      },
      onConnectionStateChange: ({ state, error }) => {
        if (state === "connecting" && error) end(reasonOf(error));
      },
      onError: (error) => end(reasonOf(error)),
      onComplete: () => end("the server ended the stream"),
    });
    stop.addEventListener("abort", onStop);
    if (stop.aborted) onStop();
  });
}

function reasonOf(error: Error): string {
  const text = error.message.trim();
  return networkReasonIn(text) ?? (text && text !== "error" ? text : "connection lost");
}

function withoutUndefined(input: WatchInput): WatchInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
