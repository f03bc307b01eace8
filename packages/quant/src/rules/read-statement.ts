import type { Sizing, Stops, Universe } from "@cryptodesk/shared/strategy/rules.contract";
import type { ProblemTerm } from "./problem.ts";
import { readCandles, readCondition } from "./read-condition.ts";
import { readCoin, readSeries } from "./read-series.ts";
import {
  readName,
  readNumber,
  readPercentage,
  readQuantity,
  readText,
  readTimeframe,
  seesNumber,
} from "./read-values.ts";
import type { RulesDraft } from "./rules-draft.ts";
import type { StatementReader } from "./statement-reader.ts";

type ReadStatement = (reader: StatementReader, draft: RulesDraft) => void;

/** What a line may begin with, and what reads the rest of it. */
const STATEMENTS: Readonly<Record<string, ReadStatement>> = {
  strategy: readTitle,
  about: readAbout,
  trade: readUniverse,
  parameter: readParameter,
  series: (reader, draft) => {
    draft.document.series.push(readSeries(reader, draft));
  },
  long: (reader, draft) => readRule(reader, draft, "enterLong"),
  short: (reader, draft) => readRule(reader, draft, "enterShort"),
  exit: (reader, draft) =>
    readRule(reader, draft, reader.expectOneOf(["long", "short"], "side") === "long" ? "exitLong" : "exitShort"),
  stop: (reader, draft) => readLevel(reader, draft, { pct: "fixedPct", atr: "atr" }),
  trailing: (reader, draft) => {
    reader.expect("stop");
    readLevel(reader, draft, { pct: "trailingPct", atr: "trailingAtr" });
  },
  target: (reader, draft) => readLevel(reader, draft, { pct: "targetPct", atr: "targetAtr" }),
  close: readTimeExit,
  size: readSizing,
  up: readTranches,
  rebalance: readRebalance,
  at: readMostPositions,
  cool: readCooldown,
  fees: readFees,
  slippage: readSlippage,
  fill: readVolumeCap,
  funding: readFunding,
};

/** What reads a statement that begins with a word; null where none does. */
export function statementOf(word: string): ReadStatement | null {
  return Object.hasOwn(STATEMENTS, word) ? (STATEMENTS[word] ?? null) : null;
}

/** Holds a statement to being said once. */
function once(reader: StatementReader, draft: RulesDraft, what: ProblemTerm): void {
  const earlier = draft.sayOnce(what, reader.placeFrom(0));
  if (earlier) reader.refuse("said-twice", { what, line: earlier.line }, 0);
}

function readTitle(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "strategy-name");
  draft.document.name = readText(reader, "strategy-name");
  draft.places.markField(draft.document, "name", reader.placeFrom(0));
}

function readAbout(reader: StatementReader, draft: RulesDraft): void {
  draft.about.push(readText(reader, "description"));
  draft.places.markField(draft.document, "description", reader.placeFrom(0));
}

function readUniverse(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "universe");
  const start = reader.position;
  const universe = readsLargest(reader) ? readLargest(reader, draft) : readCoins(reader, draft);
  draft.document.universe = draft.places.markWhole(universe, reader.placeFrom(start));
}

function readsLargest(reader: StatementReader): boolean {
  return reader.sees("the") && reader.peek(1)?.kind === "number";
}

const CHOSEN = ["1d", "1w", "1M"] as const;

function readLargest(reader: StatementReader, draft: RulesDraft): Universe {
  reader.expect("the");
  const count = readNumber(reader);
  reader.expect("largest");
  if (!reader.takes("coin")) reader.expect("coins");
  let rebalance: (typeof CHOSEN)[number] | undefined;
  let withStablecoins = false;
  while (reader.peek()) {
    reader.takes(",");
    if (reader.sees("every")) readRulesTimeframe(reader, draft);
    else if (reader.takes("chosen")) {
      reader.expect("every");
      rebalance = reader.expectOneOf(CHOSEN, "choosing-often");
    } else {
      reader.expect("with");
      reader.expect("stablecoins");
      withStablecoins = true;
    }
  }
  if (rebalance === undefined) reader.fail("how-often-chosen", {});
  if (draft.document.timeframe === undefined) refuseWithoutTimeframe(reader);
  return { kind: "top", count, rebalance, withStablecoins };
}

function readCoins(reader: StatementReader, draft: RulesDraft): Universe {
  const isList = reader.takes("the", "coins");
  const coins = [readCoin(reader)];
  while (reader.takes(",")) coins.push(readCoin(reader));
  if (!reader.sees("every")) refuseWithoutTimeframe(reader);
  readRulesTimeframe(reader, draft);
  const [coin] = coins;
  return coin !== undefined && coins.length === 1 && !isList ? { kind: "coin", coin } : { kind: "list", coins };
}

function refuseWithoutTimeframe(reader: StatementReader): never {
  reader.fail("which-candles", {}, ["every"]);
}

function readRulesTimeframe(reader: StatementReader, draft: RulesDraft): void {
  reader.expect("every");
  const start = reader.position;
  draft.document.timeframe = readTimeframe(reader);
  draft.places.markField(draft.document, "timeframe", reader.placeFrom(start));
}

function readParameter(reader: StatementReader, draft: RulesDraft): void {
  const name = readName(reader, "the-parameter-name");
  reader.expect("=");
  const value = readNumber(reader);
  reader.expect("from");
  const min = readNumber(reader);
  reader.expect("to");
  const max = readNumber(reader);
  reader.expect("step");
  const step = readNumber(reader);
  draft.document.parameters.push(draft.places.markWhole({ name, value, min, max, step }, reader.placeFrom(0)));
}

type RuleKind = "enterLong" | "exitLong" | "enterShort" | "exitShort";
const RULE_TERMS = {
  enterLong: "enter-long",
  exitLong: "exit-long",
  enterShort: "enter-short",
  exitShort: "exit-short",
} as const satisfies Record<RuleKind, ProblemTerm>;

function readRule(reader: StatementReader, draft: RulesDraft, kind: RuleKind): void {
  once(reader, draft, RULE_TERMS[kind]);
  reader.expect("when");
  draft.conditions.set(kind, readCondition(reader, draft));
}

interface LevelFields {
  readonly pct: "fixedPct" | "trailingPct" | "targetPct";
  readonly atr: "atr" | "trailingAtr" | "targetAtr";
}

/** `5 %` or `2 x atr(14)`. */
function readLevel(reader: StatementReader, draft: RulesDraft, fields: LevelFields): void {
  const amount = readQuantity(reader, draft);
  const isAtr = reader.takes("x");
  const field = isAtr ? fields.atr : fields.pct;
  const stops: Stops = draft.document.stops;
  if (isAtr) {
    reader.expect("atr", "(");
    const period = readQuantity(reader, draft);
    reader.expect(")");
    stops[fields.atr] = { period, multiple: amount };
  } else {
    if (!reader.takes("%")) reader.fail("level-unit", {}, ["%", "x"]);
    stops[fields.pct] = amount;
  }
  once(reader, draft, LEVEL_TERMS[field]);
  draft.places.markField(draft.document.stops, field, reader.placeFrom(0));
}

const LEVEL_TERMS = {
  fixedPct: "stop-percent",
  atr: "stop-ranges",
  trailingPct: "trailing-percent",
  trailingAtr: "trailing-ranges",
  targetPct: "target-percent",
  targetAtr: "target-ranges",
} as const;

function readTimeExit(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "time-exit");
  reader.expect("after");
  draft.document.stops.candles = readQuantity(reader, draft);
  readCandles(reader);
  draft.places.markField(draft.document.stops, "candles", reader.placeFrom(0));
}

function readSizing(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "size");
  const sizing = readSize(reader, draft);
  draft.document.sizing = draft.places.markWhole(sizing, reader.placeFrom(0));
}

function readSize(reader: StatementReader, draft: RulesDraft): Sizing {
  const amount = readQuantity(reader, draft);
  if (reader.takes("USD")) return { kind: "cash", amount };
  if (reader.takes("x")) {
    reader.expect("kelly", "over");
    const trades = readQuantity(reader, draft);
    reader.expect("trades");
    return { kind: "kelly", fraction: amount, trades, mostPct: readMost(reader, draft) };
  }
  if (!reader.takes("%")) {
    reader.fail("size-unit", {}, ["%", "USD", "x"]);
  }
  if (reader.takes("of")) {
    reader.expect("equity");
    return { kind: "equity", pct: amount };
  }
  if (!reader.takes("volatility")) {
    reader.fail("size-share", {}, ["of", "volatility"]);
  }
  reader.expect("over");
  const period = readQuantity(reader, draft);
  readCandles(reader);
  return { kind: "volatility", targetPct: amount, period, mostPct: readMost(reader, draft) };
}

function readMost(reader: StatementReader, draft: RulesDraft) {
  reader.takes(",");
  reader.expect("at", "most");
  return readPercentage(reader, draft);
}

function readTranches(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "entries");
  reader.expect("to");
  const tranches = readQuantity(reader, draft);
  if (!reader.takes("tranche")) reader.expect("tranches");
  const adding = { tranches };
  if (reader.peek()) {
    reader.takes(",");
    Object.assign(adding, { spacingPct: readPercentage(reader, draft) });
    reader.expect("apart");
  }
  draft.document.adding = draft.places.markWhole(adding, reader.placeFrom(0));
}

function readRebalance(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "rebalancing");
  reader.expect("every");
  const candles = readQuantity(reader, draft);
  readCandles(reader);
  const rebalance = { candles };
  if (reader.peek()) {
    reader.takes(",");
    reader.expect("when", "off", "by");
    Object.assign(rebalance, { driftPct: readPercentage(reader, draft) });
  }
  draft.document.rebalance = draft.places.markWhole(rebalance, reader.placeFrom(0));
}

function readMostPositions(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "positions");
  reader.expect("most");
  draft.document.maxPositions = readNumber(reader);
  if (!reader.takes("position")) reader.expect("positions");
  draft.places.markField(draft.document, "maxPositions", reader.placeFrom(0));
}

function readCooldown(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "cooldown");
  reader.expect("down");
  draft.document.cooldownCandles = readQuantity(reader, draft);
  readCandles(reader);
  draft.places.markField(draft.document, "cooldownCandles", reader.placeFrom(0));
}

function readFees(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "fees");
  do {
    const start = reader.position;
    const pct = readNumber(reader);
    reader.expect("%");
    const field = reader.expectOneOf(["maker", "taker"], "fee-side") === "maker" ? "makerPct" : "takerPct";
    draft.document.costs[field] = pct;
    draft.places.markField(draft.document.costs, field, reader.placeFrom(start));
  } while (reader.takes(","));
}

function readSlippage(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "slippage");
  const { costs } = draft.document;
  if (reader.takes("none")) costs.slippage = { kind: "none" };
  else {
    if (!seesNumber(reader)) reader.fail("slippage-unit", {}, ["none"]);
    const pct = readNumber(reader);
    reader.expect("%");
    const isByVolume = reader.takes("by");
    if (isByVolume) reader.expect("volume", "share");
    costs.slippage = isByVolume ? { kind: "volume-share", impactPct: pct } : { kind: "fixed", pct };
  }
  draft.places.markField(costs, "slippage", reader.placeFrom(0));
}

function readVolumeCap(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "volume-share");
  reader.expect("at", "most");
  draft.document.costs.mostOfVolumePct = readNumber(reader);
  reader.expect("%", "of", "volume");
  draft.places.markField(draft.document.costs, "mostOfVolumePct", reader.placeFrom(0));
}

function readFunding(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "funding");
  draft.document.costs.fundingPctPerDay = readNumber(reader);
  reader.expect("%", "a", "day");
  draft.places.markField(draft.document.costs, "fundingPctPerDay", reader.placeFrom(0));
}
