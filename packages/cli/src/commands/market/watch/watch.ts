import { type ListingView, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { ReportedFailure, UsageError } from "../../../failures.ts";
import { readInput } from "../../../input/read-input.ts";
import { list, oneOf, wholeNumber } from "../../../input/values.ts";
import type { Session } from "../../../session.ts";
import { defineCommand } from "../../define-command.ts";
import type { Watch } from "./watch-plan.ts";
import { WATCH_SORTS } from "./watch-state.ts";

const DEFAULT_TOP = 20;

export function addWatchCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "watch",
    summary: "Live price changes",
    description:
      "A live table on a terminal (q quits, s changes the order, arrows scroll); one line for each change elsewhere;\none JSON event for each line with --json. It reconnects by itself and goes on behind the last event.",
    arguments: [new Argument("[coins...]", "only these coin ids").argParser(list)],
    options: [
      new Option("--symbols <symbols>", "only coins with these symbols").argParser(list),
      new Option(
        "--top <count>",
        `only the first so many by rank (default: ${DEFAULT_TOP}, unless coins are named)`,
      ).argParser(wholeNumber),
      new Option("--last-event-id <id>", "go on behind this event"),
      new Option("--sort <order>", "order of the table (default: rank)")
        .choices(WATCH_SORTS)
        .argParser(oneOf(WATCH_SORTS)),
      new Option("--ticks <count>", "end after so many updates").argParser(wholeNumber),
      new Option("--lines", "print lines on a terminal, too"),
    ],
    examples: [
      ["market watch --top 10", "the ten largest"],
      ["market watch bitcoin ethereum", "two coins"],
      ["market watch --json --ticks 3", "three updates as JSON lines"],
      ["market watch --top 50 | grep -w BTC", "plain lines for other programs"],
    ],
    run: async (session, [coins]) => {
      const watch = planWatch(session, Array.isArray(coins) ? coins : []);
      const { watchOnScreen } = await import("./watch-on-screen.ts");
      const { watchAsLines } = await import("./watch-as-lines.ts");
      const onScreen =
        session.out.decorated && session.out.format === "table" && !session.command.getOptionValue("lines");
      await (onScreen ? watchOnScreen(watch) : watchAsLines(watch));
    },
  });
}

function planWatch(session: Session, coins: readonly string[]): Watch {
  const { command } = session;
  const named = coins.length > 0 || command.getOptionValue("symbols") !== undefined;
  const top = command.getOptionValue("top") ?? (named ? undefined : DEFAULT_TOP);
  const input = readInput(WatchInput, command, { ids: coins.length > 0 ? coins : undefined, top });
  const maxTicks: unknown = command.getOptionValue("ticks");
  if (maxTicks === 0) throw new UsageError("--ticks: must be at least 1");
  return {
    session,
    input,
    sort: WATCH_SORTS.find((sort) => sort === command.getOptionValue("sort")) ?? "rank",
    maxTicks: typeof maxTicks === "number" ? maxTicks : null,
    fetchListings: () => fetchWatched(session, input),
  };
}

async function fetchWatched(session: Session, { ids, symbols, top }: WatchInput): Promise<ListingView[]> {
  const filter = {
    ...(ids && { ids }),
    ...(symbols && { symbols }),
    ...(top !== undefined && { maxRank: top }),
  };
  const input = ListListingsInput.parse({ ...filter, sort: "rank", limit: 250 });
  const { items } = await session.ask((api) => api.market.list.query(input));
  const known = new Set(items.map(({ id }) => id));
  const missing = (ids ?? []).filter((id) => !known.has(id));
  if (missing.length > 0) session.out.notice(`Not listed here: ${missing.join(", ")}`);
  if (items.length === 0 && (ids || symbols)) {
    session.out.notice("There is nothing to watch.");
    throw new ReportedFailure("No coin to watch.");
  }
  return items;
}
