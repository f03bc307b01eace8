import { followMarket, type StreamSignal } from "../../../client/market-stream.ts";
import { Interrupted } from "../../../failures.ts";
import { safeText } from "../../../output/plain-text.ts";
import { pauseUntil } from "../../../pause-until.ts";
import { createLinePrinter } from "./watch-lines.ts";
import type { Watch } from "./watch-plan.ts";

/** One line for each change (or event) on stdout; what happens to the connection goes to stderr. */
export async function watchAsLines(watch: Watch): Promise<void> {
  const { session, input } = watch;
  const { cli, out, settings } = session;
  // Names a server that is not there before waiting for it begins.
  const listings = await watch.fetchListings();
  if (listings.some(({ simulated }) => simulated))
    out.notice(out.palette.warn("SIMULATED MARKET: these prices are not real."));
  const quit = new AbortController();
  const stop = AbortSignal.any([quit.signal, cli.interrupted]);
  const printer = createLinePrinter(out, listings);
  let ticks = 0;
  let failure: unknown = null;
  let printed = out.print(printer.heading);
  const onSignal = (signal: StreamSignal) => {
    if (signal.kind === "lost") {
      out.notice(`Stream lost (${safeText(signal.reason)}); trying again in ${(signal.retryMs / 1000).toFixed(1)} s.`);
    }
    if (signal.kind !== "event" || stop.aborted) return;
    const { event } = signal;
    printed = printed
      .then(() => out.print(printer.linesOf(event)))
      .catch((error: unknown) => {
        failure ??= error;
        quit.abort();
      });
    if (event.type === "tick") ticks += 1;
    if (watch.maxTicks !== null && ticks >= watch.maxTicks) quit.abort();
  };
  const timeoutMs = settings.timeout.value * 1000;
  await followMarket({
    url: settings.url.value,
    timeoutMs,
    input,
    stop,
    pause: pauseUntil(stop),
    random: Math.random,
    token: async () => (await session.credentials.current()).token,
    onSignal,
  });
  await printed;
  if (failure !== null) throw failure;
  if (cli.interrupted.aborted) throw new Interrupted();
}
