import type { Sizing, Stops, Universe } from "@cryptodesk/shared/strategy/rules.contract";
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
    readRule(reader, draft, reader.expectOneOf(["long", "short"], "a side") === "long" ? "exitLong" : "exitShort"),
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
function once(reader: StatementReader, draft: RulesDraft, what: string): void {
  const earlier = draft.sayOnce(what, reader.placeFrom(0));
  if (earlier) reader.refuse(`${what} is said twice: line ${earlier.line} says it already`, 0);
}

function readTitle(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "the name of the strategy");
  draft.document.name = readText(reader, "the name of the strategy");
  draft.places.markField(draft.document, "name", reader.placeFrom(0));
}

function readAbout(reader: StatementReader, draft: RulesDraft): void {
  draft.about.push(readText(reader, "a description"));
  draft.places.markField(draft.document, "description", reader.placeFrom(0));
}

function readUniverse(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "what is traded");
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
      rebalance = reader.expectOneOf(CHOSEN, "how often the coins are chosen");
    } else {
      reader.expect("with");
      reader.expect("stablecoins");
      withStablecoins = true;
    }
  }
  if (rebalance === undefined) reader.fail('say how often the coins are chosen: "chosen every 1w"');
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
  reader.fail('say which candles are traded on: "every 1d"', { available: ["every"] });
}

function readRulesTimeframe(reader: StatementReader, draft: RulesDraft): void {
  reader.expect("every");
  const start = reader.position;
  draft.document.timeframe = readTimeframe(reader);
  draft.places.markField(draft.document, "timeframe", reader.placeFrom(start));
}

function readParameter(reader: StatementReader, draft: RulesDraft): void {
  const name = readName(reader, "the name of the parameter");
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
const RULE_WORDS: Record<RuleKind, string> = {
  enterLong: "when to go long",
  exitLong: "when to leave a long position",
  enterShort: "when to go short",
  exitShort: "when to leave a short position",
};

function readRule(reader: StatementReader, draft: RulesDraft, kind: RuleKind): void {
  once(reader, draft, RULE_WORDS[kind]);
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
    if (!reader.takes("%")) reader.fail('"%" or "x atr(14)" must follow', { available: ["%", "x"] });
    stops[fields.pct] = amount;
  }
  once(reader, draft, LEVEL_WORDS[field]);
  draft.places.markField(draft.document.stops, field, reader.placeFrom(0));
}

const LEVEL_WORDS = {
  fixedPct: "the stop in percent",
  atr: "the stop by true ranges",
  trailingPct: "the trailing stop in percent",
  trailingAtr: "the trailing stop by true ranges",
  targetPct: "the target in percent",
  targetAtr: "the target by true ranges",
};

function readTimeExit(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "after how many candles to close");
  reader.expect("after");
  draft.document.stops.candles = readQuantity(reader, draft);
  readCandles(reader);
  draft.places.markField(draft.document.stops, "candles", reader.placeFrom(0));
}

function readSizing(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "the size of a position");
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
    reader.fail('"% of equity", "% volatility over 30 candles", "USD" or "x kelly over 30 trades" must follow', {
      available: ["%", "USD", "x"],
    });
  }
  if (reader.takes("of")) {
    reader.expect("equity");
    return { kind: "equity", pct: amount };
  }
  if (!reader.takes("volatility")) {
    reader.fail('"of equity" or "volatility over 30 candles" must follow', { available: ["of", "volatility"] });
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
  once(reader, draft, "how many entries a position may have");
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
  once(reader, draft, "when to rebalance");
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
  once(reader, draft, "the number of positions");
  reader.expect("most");
  draft.document.maxPositions = readNumber(reader);
  if (!reader.takes("position")) reader.expect("positions");
  draft.places.markField(draft.document, "maxPositions", reader.placeFrom(0));
}

function readCooldown(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "the cool-down");
  reader.expect("down");
  draft.document.cooldownCandles = readQuantity(reader, draft);
  readCandles(reader);
  draft.places.markField(draft.document, "cooldownCandles", reader.placeFrom(0));
}

function readFees(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "the fees");
  do {
    const start = reader.position;
    const pct = readNumber(reader);
    reader.expect("%");
    const field = reader.expectOneOf(["maker", "taker"], "whose fee it is") === "maker" ? "makerPct" : "takerPct";
    draft.document.costs[field] = pct;
    draft.places.markField(draft.document.costs, field, reader.placeFrom(start));
  } while (reader.takes(","));
}

function readSlippage(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "the slippage");
  const { costs } = draft.document;
  if (reader.takes("none")) costs.slippage = { kind: "none" };
  else {
    if (!seesNumber(reader)) reader.fail('a percentage or "none" must stand here', { available: ["none"] });
    const pct = readNumber(reader);
    reader.expect("%");
    const isByVolume = reader.takes("by");
    if (isByVolume) reader.expect("volume", "share");
    costs.slippage = isByVolume ? { kind: "volume-share", impactPct: pct } : { kind: "fixed", pct };
  }
  draft.places.markField(costs, "slippage", reader.placeFrom(0));
}

function readVolumeCap(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "how much of the volume a fill may take");
  reader.expect("at", "most");
  draft.document.costs.mostOfVolumePct = readNumber(reader);
  reader.expect("%", "of", "volume");
  draft.places.markField(draft.document.costs, "mostOfVolumePct", reader.placeFrom(0));
}

function readFunding(reader: StatementReader, draft: RulesDraft): void {
  once(reader, draft, "the funding");
  draft.document.costs.fundingPctPerDay = readNumber(reader);
  reader.expect("%", "a", "day");
  draft.places.markField(draft.document.costs, "fundingPctPerDay", reader.placeFrom(0));
}
