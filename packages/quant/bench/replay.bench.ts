// A whole portfolio replayed exactly, with daily values: against the same in floats and in big.js, in the same process
// and alternating rounds; then how it grows, and what a replay from a state saves. CPU time stands beside the clock, for
// on a busy machine only that is ours.
import { dayText } from "../src/calendar/utc-day.ts";
import { fromScaled } from "../src/decimals/scaled.ts";
import { DailyValues } from "../src/ledger/daily-values.ts";
import { type LedgerState, type Replay, replayLedger } from "../src/ledger/replay.ts";
import type { LedgerSettings, Transaction } from "../src/ledger/transaction.ts";
import { replayInBig } from "./replay-in-big.ts";
import { replayInDoubles } from "./replay-in-doubles.ts";
import { DAYS, FIRST_DAY, generatedLedger, generatedPrices } from "./replay-ledger.ts";

const ROUNDS = 7;
const COUNT = 50_000;
const GROWTH = [50_000, 100_000, 200_000, 500_000];
const UNTIL = dayText(FIRST_DAY + DAYS - 1);
const SETTINGS: LedgerSettings = {
  methods: [{ fromDay: "1970-01-01", method: "fifo" }],
  feesInCost: true,
  longTermDays: 365,
  shorts: "refuse",
  lots: "portfolio",
  giftsReceived: "income",
  giftsMade: "disposal",
  losses: "removal",
};

interface Timing {
  wall: number;
  cpu: number;
}

function timed(work: () => unknown): Timing {
  const started = process.cpuUsage();
  const from = performance.now();
  work();
  const wall = performance.now() - from;
  const { user, system } = process.cpuUsage(started);
  return { wall, cpu: (user + system) / 1000 };
}

function median(timings: readonly Timing[]): Timing {
  const middle = (of: (timing: Timing) => number) =>
    timings.map(of).sort((left, right) => left - right)[timings.length >> 1] ?? Number.NaN;
  return { wall: middle(({ wall }) => wall), cpu: middle(({ cpu }) => cpu) };
}

const shown = ({ wall, cpu }: Timing) => `${wall.toFixed(0).padStart(6)} ms   CPU ${cpu.toFixed(0).padStart(6)} ms`;

const ratios = (left: Timing, right: Timing) =>
  `${(left.wall / right.wall).toFixed(1)} × by the clock, ${(left.cpu / right.cpu).toFixed(1)} × by CPU`;

const prices = generatedPrices(60);

function ours(transactions: readonly Transaction[], from: LedgerState | null = null) {
  const replay = replayLedger(transactions, { settings: SETTINGS, until: UNTIL, from });
  return { replay, days: new DailyValues(replay, prices).portfolio() };
}

function gainOf({ assets }: Replay): string {
  const totals = assets.flatMap(({ books }) => [...books.values()].map(({ log }) => log.totals));
  return fromScaled(totals.reduce((sum, { proceeds, cost }) => sum + proceeds - cost, 0n));
}

function compare(): void {
  const transactions = generatedLedger(COUNT, prices);
  const exact = replayInBig(transactions, prices);
  const { replay, days } = ours(transactions);
  if (gainOf(replay) !== exact.gain || days.at(-1)?.value !== exact.value) {
    throw new Error(`not the same: ${gainOf(replay)} ${days.at(-1)?.value} against ${exact.gain} ${exact.value}`);
  }
  const timings: Record<"ours" | "doubles" | "big", Timing[]> = { ours: [], doubles: [], big: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    timings.ours.push(timed(() => ours(transactions)));
    timings.doubles.push(timed(() => replayInDoubles(transactions, prices)));
    if (round < 3) timings.big.push(timed(() => replayInBig(transactions, prices)));
  }
  const [own, doubles, big] = [median(timings.ours), median(timings.doubles), median(timings.big)];
  console.log(
    `${COUNT} transactions, ${prices.length} assets, ${DAYS} days of values, FIFO; medians of ${ROUNDS} alternating rounds (big.js 3)`,
  );
  console.log(
    `  ours     ${shown(own)}   best ${Math.min(...timings.ours.map(({ wall }) => wall)).toFixed(0)} ms   target 400 ms`,
  );
  console.log(`  doubles  ${shown(doubles)}   ours takes ${ratios(own, doubles)}, aim ≤ 25 ×`);
  console.log(`  big.js   ${shown(big)}   takes ${ratios(big, own)} as long as ours, aim ≥ 10 ×`);
  console.log(
    `  gain and value the same as big.js to the last decimal; doubles gain ${replayInDoubles(transactions, prices).gain}, exactly ${exact.gain}`,
  );
}

function grow(): void {
  console.log("  growth, median of 3:");
  for (const count of GROWTH) {
    const transactions = generatedLedger(count, prices);
    const timing = median([0, 1, 2].map(() => timed(() => ours(transactions))));
    const each = (timing.cpu / count) * 1000;
    console.log(`    ${String(count).padStart(7)}: ${shown(timing)}   ${each.toFixed(1)} µs of CPU a transaction`);
  }
}

function resume(): void {
  const transactions = generatedLedger(COUNT, prices);
  const day = dayText(FIRST_DAY + DAYS - 30);
  const options = { settings: SETTINGS, until: UNTIL };
  const { state, snapshots } = replayLedger(transactions, { ...options, snapshotDays: [day] });
  const [from = state] = snapshots;
  const after = transactions.filter(({ at }) => at.slice(0, 10) > day);
  const text = JSON.stringify(from);
  const timing = median(Array.from({ length: ROUNDS }, () => timed(() => ours(after, JSON.parse(text)))));
  const again = replayLedger(after, { ...options, from });
  if (JSON.stringify(again.state) !== JSON.stringify(state)) throw new Error("another state than the whole replay's");
  console.log(
    `  from a state 30 days before the end (${(text.length / 1024).toFixed(0)} KiB of JSON, parsed each time): ${shown(timing)}`,
  );
}

compare();
grow();
resume();
