import { generatedLedger, generatedPrices, DAYS, FIRST_DAY } from "./replay-ledger.ts";
import { replayLedger } from "../src/ledger/replay.ts";
import { DailyValues } from "../src/ledger/daily-values.ts";
import { ledgerStatement } from "../src/ledger/ledger-statement.ts";
import { dayText } from "../src/calendar/utc-day.ts";
const prices = generatedPrices(60);
const n = Number(process.argv[2] ?? 50000);
const txs = generatedLedger(n, prices);
const settings = { methods: [{ fromDay: "1970-01-01", method: process.argv[3] ?? "fifo" }], feesInCost: true, longTermDays: 365, shorts: "refuse", lots: "portfolio", giftsReceived: "income", giftsMade: "disposal", losses: "removal" } as never;
for (let i = 0; i < 5; i++) {
  const a = (process.cpuUsage().user/1000);
  const r = replayLedger(txs, { settings, until: dayText(FIRST_DAY + DAYS - 1) });
  const b = (process.cpuUsage().user/1000);
  const d = new DailyValues(r, prices); const p = d.portfolio();
  const c = (process.cpuUsage().user/1000);
  if (process.argv[4]) ledgerStatement(r);
  const e = (process.cpuUsage().user/1000);
  console.log(`replay ${(b - a).toFixed(0)} values ${(c - b).toFixed(0)} statement ${(e - c).toFixed(0)}`, p.at(-1)?.value, r.assets.reduce((s, x) => s + [...x.books.values()].reduce((t, y) => t + y.open().length, 0), 0));
}
