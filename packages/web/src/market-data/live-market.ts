import { t } from "../catalogue/catalogue.ts";
import { queryClient } from "../lib/query-client.ts";
import { api } from "../lib/trpc.ts";
import { showToast } from "../ui/toast.tsx";
import { LivePrices } from "./live-prices.ts";
import { MarketStream, type StreamHandlers } from "./market-stream.ts";

/** The page's one set of live prices, fed by the page's one stream. */
export const livePrices = new LivePrices((flush) => requestAnimationFrame(flush));

export const marketStream = new MarketStream({
  open: openWatch,
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  onTick: ({ changes }) => livePrices.apply(changes),
  onCatchUp: (noticed) => {
    void queryClient.invalidateQueries().then(() => {
      if (noticed) showToast(t("shell.connection.again"));
    });
  },
});

function openWatch({ onEvent, onLost }: StreamHandlers): { close: () => void } {
  const subscription = api.market.watch.subscribe(
    {},
    {
      onData: ({ data }) => onEvent(data),
      onError: (error) => onLost(error.message),
      onComplete: () => onLost("The server closed the stream."),
      onConnectionStateChange: ({ state, error }) => {
        // EventSource would reconnect by itself at a fixed pace; the market stream does so with backoff instead.
        if (state === "connecting" && error !== null) onLost("The connection broke.");
      },
    },
  );
  return { close: () => subscription.unsubscribe() };
}
