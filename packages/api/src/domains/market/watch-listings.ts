import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { type TrackedEnvelope, tracked } from "@trpc/server";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { byeEvent, changeFilter, continueWith, helloEvent, streamStart } from "./market-stream.ts";
import type { MarketTicks } from "./market-ticks.ts";

/**
 * Live changes, as a tRPC subscription. Nothing is queued for a client: it is sent what changed since the version it
 * stands at whenever it can take more, so one that lags gets fewer, larger ticks.
 */
export async function* watchListings(
  ctx: Pick<ServiceContext, "clock">,
  market: Pick<MarketRuntime, "ticks" | "simulated">,
  input: WatchInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<TrackedEnvelope<StreamEvent>> {
  const { ticks } = market;
  const bell = new Bell(signal);
  const listener = { onTick: () => bell.ring(), onEnd: () => bell.ring() };
  if (!ticks.enter(listener)) {
    yield tracked(String(ticks.version), byeEvent(ticks.ended ? "shutting_down" : "too_many_streams"));
    // An error, unlike an end, makes tRPC's client connect again.
    throw unavailable("No place for another stream now.", 5);
  }
  try {
    yield* follow(ctx, market, input, bell);
  } finally {
    ticks.leave(listener);
  }
}

async function* follow(
  ctx: Pick<ServiceContext, "clock">,
  { ticks, simulated }: { ticks: MarketTicks; simulated: () => boolean },
  input: WatchInput,
  bell: Bell,
): AsyncGenerator<TrackedEnvelope<StreamEvent>> {
  const filter = changeFilter(input);
  const start = streamStart(input, ticks);
  let { position } = start;
  yield tracked(String(position), helloEvent(position, simulated(), ctx.clock()));
  if (start.reset) yield tracked(String(position), start.reset);
  while (!bell.aborted) {
    const step = continueWith(await ticks.changesSince(position), filter, position, ticks.version);
    const moved = step.position !== position;
    position = step.position;
    if (step.event) yield tracked(String(position), step.event);
    else if (ticks.ended) break;
    else if (!moved) await bell.wait();
  }
  if (bell.aborted) return;
  yield tracked(String(position), byeEvent("shutting_down"));
  throw unavailable("The server stops.", 2);
}

/** Wakes a waiting stream; rings that come while nobody waits are remembered once. */
class Bell {
  readonly #signal: AbortSignal | undefined;
  #rung = false;
  #wake: (() => void) | null = null;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener("abort", () => this.ring(), { once: true });
  }

  get aborted(): boolean {
    return this.#signal?.aborted ?? false;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(): Promise<void> {
    if (!this.#rung && !this.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#rung = false;
    this.#wake = null;
  }
}
