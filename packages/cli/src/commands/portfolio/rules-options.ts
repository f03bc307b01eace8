import {
  type Benchmark,
  CostMethod,
  LedgerRules,
  type LedgerRules as Rules,
  type UpdatePortfolioInput,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { InvalidArgumentError, Option } from "commander";
import { UsageError } from "../../failures.ts";
import { NOTHING, pairs } from "../../input/ledger-values.ts";
import { saidValue } from "../../input/read-input.ts";
import { list, oneOf } from "../../input/values.ts";
import type { Session } from "../../session.ts";
import { assetIdOf } from "./choose-asset.ts";

const EARLIEST = "1970-01-01";

const choice = (flags: string, text: string, choices: readonly string[]) =>
  new Option(flags, text).choices(choices).argParser(oneOf(choices));

/** How a portfolio counts, flag by flag. */
export function rulesOptions(): Option[] {
  const { shape } = LedgerRules;
  return [
    new Option(
      "--methods <methods>",
      `cost method, and others from a day on: fifo,2026-01-01=hifo. Methods: ${CostMethod.options.join(", ")}`,
    ).argParser(methods),
    new Option("--fees-in-cost", "fees raise the cost of what is bought and lower what a sale brings"),
    new Option("--no-fees-in-cost", "fees stand beside the cost"),
    new Option("--long-term-days <days>", "held longer is long-term; none: no such difference").argParser(daysOrNone),
    choice("--shorts <rule>", "whether more may be sold than is held", shape.shorts.options),
    choice("--lots <rule>", "whether each wallet (account) keeps its own lots", shape.lots.options),
    choice("--gifts-received <rule>", "what a gift received is", shape.giftsReceived.options),
    choice("--gifts-made <rule>", "what a gift made is", shape.giftsMade.options),
    choice("--losses <rule>", "what losing units is", shape.losses.options),
    choice("--unpriced <rule>", "what a transaction without a value takes", shape.unpriced.options),
  ].map((option) => option.helpGroup("Rules:"));
}

/** The rules that the flags give; undefined where they give none. */
export function rulesOf({ command }: Session): UpdatePortfolioInput["rules"] {
  const given = Object.keys(LedgerRules.shape).flatMap((rule) => {
    const value = saidValue(command, rule);
    return value === undefined ? [] : [[rule, value] as const];
  });
  if (given.length === 0) return undefined;
  const parsed = LedgerRules.partial().safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new UsageError(
    parsed.error.issues.map(({ path, message }) => `--${kebab(String(path[0]))}: ${message}`).join("\n"),
  );
}

function daysOrNone(text: string): number | typeof NOTHING {
  if (text === "none") return NOTHING;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a number of days, or none.");
}

function methods(text: string, before: Rules["methods"] | undefined): Rules["methods"] {
  const given = list(text, undefined).map((part): Rules["methods"][number] => {
    const [left = "", right] = part.split("=");
    const method = CostMethod.safeParse(right ?? left);
    if (method.success) return { fromDay: right === undefined ? EARLIEST : left, method: method.data };
    oneOf(CostMethod.options)(right ?? left);
    throw new InvalidArgumentError("It must be methods such as fifo or fifo,2026-01-01=hifo.");
  });
  return [...(before ?? []), ...given].toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
}

function kebab(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function benchmarkOption(): Option {
  return new Option(
    "--benchmark <what>",
    "what it is measured against: a coin, total-market, a basket bitcoin=60,ethereum=40, or none",
  );
}

/** The benchmark that `--benchmark` names; undefined without it, null for none. */
export async function benchmarkOf(session: Session): Promise<Benchmark | null | undefined> {
  const text: unknown = session.command.getOptionValue("benchmark");
  if (typeof text !== "string") return undefined;
  if (text === "none") return null;
  if (text === "total-market") return { kind: "total-market" };
  if (!text.includes("=")) return { kind: "coin", coinId: await assetIdOf(session, text) };
  const parts: { coinId: string; weight: number }[] = [];
  for (const [coin, weight] of basket(text)) {
    parts.push({ coinId: await assetIdOf(session, coin), weight: Number(weight) });
  }
  return { kind: "basket", parts };
}

function basket(text: string): [string, string][] {
  try {
    return pairs(text, undefined);
  } catch {
    throw new UsageError("--benchmark: a basket is coins with their weights: bitcoin=60,ethereum=40");
  }
}
