import type { HonestyFinding } from "@cryptodesk/shared/strategy/backtest.contract";
import { type Blanks, fillBlanks } from "../sentences/fill-blanks.ts";
import { FINDING_SENTENCES } from "./finding-sentences.ts";

type Key = keyof typeof FINDING_SENTENCES;
export type FindingCode = Key extends infer Each ? (Each extends `${infer Code}_${string}` ? Code : Each) : never;
type KeysOf<Code extends FindingCode> = Extract<Key, Code | `${Code}_${string}`>;

type ValueOf<Blank extends string> = Blank extends `${string}Sharpe`
  ? number | null
  : Blank extends "at" | "day"
    ? string
    : number;
export type FindingValues<Code extends FindingCode> = {
  readonly [Blank in Blanks<(typeof FINDING_SENTENCES)[KeysOf<Code>]>]: ValueOf<Blank>;
};

/** A finding as its code and what the sentence names. */
export function findingOf<Code extends FindingCode>(code: Code, values: FindingValues<Code>): HonestyFinding {
  return { code, values: { ...values } };
}

/** The same in English. A code that is not known has no words. */
export function describeFinding({ code, values }: HonestyFinding): string | null {
  const key = code in FINDING_SENTENCES ? code : `${code}_${values.count === 1 ? "one" : "other"}`;
  const sentence = new Map<string, string>(Object.entries(FINDING_SENTENCES)).get(key);
  if (sentence === undefined) return null;
  const written = Object.entries(values).map(([name, value]) => [name, writeValue(name, value)]);
  return fillBlanks(sentence, Object.fromEntries(written));
}

function writeValue(name: string, value: HonestyFinding["values"][string]): string {
  if (name === "at") return `${String(value).slice(0, 16).replace("T", " ")} UTC`;
  if (typeof value !== "number") return value ?? "unknown";
  if (name.endsWith("Pct")) return percent(value);
  if (name.endsWith("Sharpe")) return value.toFixed(2);
  if (name === "chance") return `${(100 * value).toFixed(value > 0.99 ? 1 : 0)} %`;
  return grouped(`${value}`);
}

function percent(value: number): string {
  const digits = Math.abs(value) >= 1000 ? 0 : 1;
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? "-" : "";
  return `${sign}${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`} %`;
}

/** 1,000 for 1000, whatever the language of the machine is. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
