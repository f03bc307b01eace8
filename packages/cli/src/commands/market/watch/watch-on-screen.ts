import { followMarket, type StreamSignal } from "../../../client/market-stream.ts";
import { Interrupted } from "../../../failures.ts";
import type { Output } from "../../../output/output.ts";
import { pauseUntil } from "../../../pause-until.ts";
import { enterFullScreen } from "./full-screen.ts";
import type { Watch } from "./watch-plan.ts";
import { createScreen, visibleRows } from "./watch-screen.ts";
import { afterKey, afterRefetch, afterSignal, initialState } from "./watch-state.ts";

const REDRAW_MS = 1000;
const CTRL_C = "\u0003";

/** The live table, until `q`, Ctrl-C or the last asked-for update. */
export async function watchOnScreen(watch: Watch): Promise<void> {
  const { session, input } = watch;
  const { cli, settings } = session;
  let state = initialState(await watch.fetchListings(), watch.sort);
  const quit = new AbortController();
  const stop = AbortSignal.any([quit.signal, cli.interrupted]);
  const render = createScreen(settings.url.value);
  const draw = () => screen.draw(render(state, sized(session.out, cli.stdout)));
  const onKey = (key: string) => {
    if (key === CTRL_C) return cli.interrupt();
    if (key === "q") return quit.abort();
    state = afterKey(state, key, visibleRows(cli.stdout.rows ?? 24));
    draw();
  };
  const onSignal = (signal: StreamSignal) => {
    state = afterSignal(state, signal, cli.now().getTime());
    if (signal.kind === "event" && signal.event.type === "reset") void refetch();
    if (watch.maxTicks !== null && state.ticks >= watch.maxTicks) quit.abort();
    draw();
  };
  const refetch = async () => {
    try {
      state = afterRefetch(state, await watch.fetchListings());
    } catch {
      // The stream itself tells that the server is away, and resets again when it is back.
    }
  };
  const screen = enterFullScreen(cli, { key: onKey, resize: draw });
  const clock = setInterval(draw, REDRAW_MS);
  try {
    draw();
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
  } finally {
    clearInterval(clock);
    screen.leave();
  }
  if (cli.interrupted.aborted) throw new Interrupted();
}

/** The output as large as the terminal is now. */
function sized(out: Output, { columns, rows }: { columns?: number; rows?: number }): Output {
  return { ...out, width: columns || out.width, height: rows || out.height };
}
