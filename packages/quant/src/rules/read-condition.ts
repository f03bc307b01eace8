import type { Condition } from "@cryptodesk/shared/strategy/rules.contract";
import { readNumber, readOperand, readQuantity, readTimeframe } from "./read-values.ts";
import type { RulesDraft } from "./rules-draft.ts";
import type { StatementReader } from "./statement-reader.ts";

const MOST_JOINED = 20;
const COMPARISONS = ["<=", ">=", "<", ">"] as const;
const RELATIONS = ["<", "<=", ">", ">=", "crosses", "between", "rising", "falling"];

/** `a and b or not c`: `not` binds closest, then `and`, then `or`. @throws {StatementProblem} */
export function readCondition(reader: StatementReader, draft: RulesDraft): Condition {
  return readJoined(reader, draft, "or");
}

function readJoined(reader: StatementReader, draft: RulesDraft, word: "or" | "and"): Condition {
  const start = reader.position;
  const readPart = () => (word === "or" ? readJoined(reader, draft, "and") : readPrimary(reader, draft));
  const first = readPart();
  const parts = [first];
  while (reader.takes(word)) parts.push(readPart());
  if (parts.length === 1) return first;
  refuseTooMany(reader, parts, start);
  return draft.places.markWhole({ kind: word === "or" ? "any" : "all", of: parts }, reader.placeFrom(start));
}

function refuseTooMany(reader: StatementReader, parts: readonly Condition[], start: number): void {
  if (parts.length <= MOST_JOINED) return;
  reader.refuse("too-many-joined", { count: parts.length, most: MOST_JOINED }, start);
}

function readPrimary(reader: StatementReader, draft: RulesDraft): Condition {
  return reader.nested(() => {
    const start = reader.position;
    if (reader.takes("(")) {
      const condition = readCondition(reader, draft);
      reader.expect(")");
      return condition;
    }
    return draft.places.markWhole(readPlain(reader, draft), reader.placeFrom(start));
  });
}

function readPlain(reader: StatementReader, draft: RulesDraft): Condition {
  if (reader.takes("not")) return { kind: "not", of: readPrimary(reader, draft) };
  if (reader.takes("always")) return { kind: "always" };
  if (reader.takes("every")) return readEvery(reader, draft);
  if (reader.takes("all", "of")) return { kind: "all", of: readList(reader, draft) };
  if (reader.takes("any", "of")) return { kind: "any", of: readList(reader, draft) };
  if (reader.takes("on")) {
    const timeframe = readTimeframe(reader);
    reader.expect("(");
    const of = readCondition(reader, draft);
    reader.expect(")");
    return { kind: "on", timeframe, of };
  }
  return readRelation(reader, draft);
}

function readEvery(reader: StatementReader, draft: RulesDraft): Condition {
  const candles = readQuantity(reader, draft);
  readCandles(reader);
  return reader.takes("offset") ? { kind: "every", candles, offset: readNumber(reader) } : { kind: "every", candles };
}

/** The word behind a number of candles. */
export function readCandles(reader: StatementReader): void {
  if (!reader.takes("candle")) reader.expect("candles");
}

function readList(reader: StatementReader, draft: RulesDraft): Condition[] {
  const start = reader.position;
  reader.expect("(");
  const parts = [readCondition(reader, draft)];
  while (reader.takes(",")) parts.push(readCondition(reader, draft));
  reader.expect(")");
  refuseTooMany(reader, parts, start);
  return parts;
}

function readRelation(reader: StatementReader, draft: RulesDraft): Condition {
  const left = readOperand(reader, draft);
  reader.takes("is");
  for (const operator of COMPARISONS) {
    if (reader.takes(operator)) return { kind: "compare", left, operator, right: readOperand(reader, draft) };
  }
  if (reader.takes("crosses")) {
    const direction = reader.expectOneOf(["above", "below"], "direction");
    return { kind: "crosses", left, direction, right: readOperand(reader, draft) };
  }
  if (reader.takes("between")) {
    const low = readOperand(reader, draft);
    reader.expect("and");
    return { kind: "between", value: left, low, high: readOperand(reader, draft) };
  }
  if (!reader.sees("rising") && !reader.sees("falling")) refuseRelation(reader);
  const direction = reader.expectOneOf(["rising", "falling"], "direction");
  reader.expect("for");
  const candles = readQuantity(reader, draft);
  readCandles(reader);
  return { kind: "moves", value: left, direction, candles };
}

function refuseRelation(reader: StatementReader): never {
  const next = reader.peek();
  if (next?.text === "=") reader.fail("equals-sign", {}, RELATIONS);
  if (next?.kind === "sign" && "-".includes(next.text)) {
    reader.fail("no-arithmetic", {});
  }
  reader.fail("no-relation", {}, RELATIONS);
}
