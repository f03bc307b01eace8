import { INDICATORS, type IndicatorEntry, IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type { NamedSeries, PriceField, Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import { isPrice, readLine, readName, readQuantity, readText, readTimeframe } from "./read-values.ts";
import type { RulesDraft } from "./rules-draft.ts";
import type { StatementReader } from "./statement-reader.ts";
import type { Place } from "./tokens.ts";

type Source = PriceField | { series: string; line?: string };
type Given = Map<string, { readonly value: Quantity | string; readonly place: Place }>;
type Arguments = { of?: Source; parameters: Record<string, Quantity | string> };

/** What follows `series`: `quick = sma(close, period: 20) with ethereum on 1w`. @throws {StatementProblem} */
export function readSeries(reader: StatementReader, draft: RulesDraft): NamedSeries {
  const start = reader.position;
  const name = readName(reader, "the-series-name");
  const namePlace = reader.placeFrom(start);
  reader.expect("=");
  const indicatorStart = reader.position;
  const indicator = reader.expectOneOf(IndicatorName.options, "indicator");
  const indicatorPlace = reader.placeFrom(indicatorStart);
  const series: NamedSeries = {
    name,
    indicator,
    ...readArguments(reader, draft, INDICATORS[indicator]),
  };
  if (reader.takes("with")) {
    const coinStart = reader.position;
    series.other = readCoin(reader);
    draft.places.markField(series, "other", reader.placeFrom(coinStart));
  }
  if (reader.takes("on")) {
    const timeframeStart = reader.position;
    series.timeframe = readTimeframe(reader);
    draft.places.markField(series, "timeframe", reader.placeFrom(timeframeStart));
  }
  draft.places.markField(series, "name", namePlace);
  draft.places.markField(series, "indicator", indicatorPlace);
  return draft.places.markWhole(series, reader.placeFrom(start));
}

/** Id of a coin; in quotes where it is not made of small letters, digits and hyphens. @throws {StatementProblem} */
export function readCoin(reader: StatementReader): string {
  const token = reader.peek();
  return token?.kind === "string" ? readText(reader, "coin") : readName(reader, "coin-id");
}

function readArguments(reader: StatementReader, draft: RulesDraft, entry: IndicatorEntry): Arguments {
  const read: Arguments = { parameters: {} };
  reader.expect("(");
  if (reader.takes(")")) return read;
  const given: Given = new Map();
  do {
    const isFirst = given.size === 0 && read.of === undefined;
    if (isFirst && seesSource(reader, draft, entry)) read.of = readSource(reader, draft);
    else readArgument(reader, draft, entry, given);
  } while (reader.takes(","));
  reader.expect(")");
  const parameters = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  for (const [name, { place }] of given) draft.places.markField(parameters, name, place);
  return { ...read, parameters };
}

/** The first argument is what the indicator is computed from, unless it is a number, named, or a parameter of the rules. */
function seesSource(reader: StatementReader, draft: RulesDraft, entry: IndicatorEntry): boolean {
  const word = reader.peek();
  if (word?.kind !== "word" || reader.peek(1)?.text === ":" || reader.sees("parameter")) return false;
  if (isPrice(word.text) || reader.sees("series")) return true;
  return !draft.isParameter(word.text) && !isChoice(entry, word.text);
}

function isChoice({ parameters }: IndicatorEntry, word: string): boolean {
  return Object.values(parameters).some(({ choices }) => choices?.includes(word) === true);
}

function readSource(reader: StatementReader, draft: RulesDraft): Source {
  const start = reader.position;
  const word = readName(reader, "source");
  if (isPrice(word)) return word;
  const isMarked = word === "series" && reader.peek()?.kind === "word";
  const series = isMarked ? readName(reader, "a-series-name") : word;
  const source = { series, ...readLine(reader) };
  return draft.places.markWhole(source, reader.placeFrom(start));
}

function readArgument(reader: StatementReader, draft: RulesDraft, entry: IndicatorEntry, given: Given): void {
  const start = reader.position;
  const name = readArgumentName(reader, entry, given);
  if (given.has(name)) reader.refuse("argument-twice", { name }, start);
  const isChoiceKind = Object.hasOwn(entry.parameters, name) && entry.parameters[name]?.kind === "choice";
  const value = readArgumentValue(reader, draft, isChoiceKind);
  given.set(name, { value, place: reader.placeFrom(start) });
}

/** `period:`, or without a name the next one in the catalogue's order that is not given. */
function readArgumentName(reader: StatementReader, entry: IndicatorEntry, given: Given): string {
  const token = reader.peek();
  if (reader.peek(1)?.text === ":" && (token?.kind === "word" || token?.kind === "string")) {
    reader.take();
    reader.take();
    return token.text;
  }
  const names = Object.keys(entry.parameters);
  const next = names.find((name) => !given.has(name));
  if (next !== undefined) return next;
  if (names.length === 0) reader.refuse("argument-needless", {}, reader.position, names);
  reader.refuse("argument-too-many", { names: names.join(", ") }, reader.position, names);
}

function readArgumentValue(reader: StatementReader, draft: RulesDraft, isChoiceKind: boolean): Quantity | string {
  const token = reader.peek();
  if (token?.kind === "string") return readText(reader, "choice");
  const isMarked = reader.sees("parameter") && reader.peek(1)?.kind === "word";
  if (isChoiceKind && token?.kind === "word" && !isMarked) return readName(reader, "choice");
  return readQuantity(reader, draft);
}
