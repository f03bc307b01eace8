import type { ExitReason, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import { type Blanks, fillBlanks } from "../sentences/fill-blanks.ts";
import { OBJECTIVE_WORDS, REASON_WORDS, REMARK_SENTENCES } from "./remark-sentences.ts";

type Key = keyof typeof REMARK_SENTENCES;
export type RemarkCode = Key extends infer Each ? (Each extends `${infer Code}_${string}` ? Code : Each) : never;
type KeysOf<Code extends RemarkCode> = Extract<Key, Code | `${Code}_${string}`>;

type ValueOf<Blank extends string> = Blank extends "reason" | "otherReason"
  ? ExitReason
  : Blank extends "why"
    ? RemarkCode
    : Blank extends "objective"
      ? OptimisationPlan["objective"]
      : Blank extends "at" | "since" | "day" | "coin" | "timeframe" | "side" | "names"
        ? string
        : number;
type RemarkValues<Code extends RemarkCode> = {
  readonly [Blank in Blanks<(typeof REMARK_SENTENCES)[KeysOf<Code>]>]: ValueOf<Blank>;
};

/** A remark as its code and what the sentence names. */
export function remarkOf<Code extends RemarkCode>(code: Code, values: RemarkValues<Code>): Remark {
  return { code, values: { ...values } };
}

const SENTENCES = new Map<string, string>(Object.entries(REMARK_SENTENCES));

/** The same in English. A code that is not known says nothing. */
export function describeRemark({ code, values }: Remark): string {
  const sentence = SENTENCES.get(code) ?? SENTENCES.get(`${code}_${values.count === 1 ? "one" : "other"}`) ?? "";
  const written = Object.entries(values).map(([name, value]) => [name, writeValue(name, value, values)]);
  return fillBlanks(sentence, Object.fromEntries(written));
}

const NAMED_SENTENCES = new Map<string, Key>(
  (Object.keys(REMARK_SENTENCES) as Key[]).map((key) => [REMARK_SENTENCES[key], key]),
);

/** The remark that a sentence was made of, where it names nothing but one count at most; null: it is none of these. */
export function remarkOfSentence(sentence: string): Remark | null {
  const same = NAMED_SENTENCES.get(sentence);
  if (same !== undefined) return { code: same, values: {} };
  const [count] = sentence.match(/\d+/) ?? [];
  const key = count === undefined ? undefined : NAMED_SENTENCES.get(sentence.replace(count, "{{most}}"));
  return key === undefined ? null : { code: key, values: { most: Number(count) } };
}

function writeValue(name: string, value: string | number, { why: _, ...others }: Remark["values"]): string {
  if (name === "why") return describeRemark({ code: String(value), values: others });
  if (name === "reason" || name === "otherReason") return REASON_WORDS[value as ExitReason] ?? String(value);
  if (name === "objective") return OBJECTIVE_WORDS[value as OptimisationPlan["objective"]] ?? `${value}`;
  if (name === "at" || name === "since") return `${String(value).slice(0, 16).replace("T", " ")} UTC`;
  return typeof value === "string" ? value : writeNumber(name, value);
}

function writeNumber(name: string, value: number): string {
  if (name.endsWith("Usd")) return `${Number(value.toPrecision(8))} USD`;
  if (name.endsWith("Pct")) return `${value > 0 ? "+" : ""}${value.toFixed(2)} %`;
  if (name.endsWith("Figure")) return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
  if (name.endsWith("Share")) return `${value} %`;
  if (name === "seconds") return value < 120 ? `${value} seconds` : `${Math.round(value / 60)} minutes`;
  return `${value}`;
}
