import type { Benchmark, LedgerRules, Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText } from "../../output/record.ts";
import { timeWithAge } from "../../output/times.ts";

/** A portfolio's name, rules and state. */
export function drawPortfolio(portfolio: Portfolio, out: Output): string {
  const facts = [
    ["Portfolio", safeText(portfolio.name)],
    ["Description", portfolio.description === null ? "none" : safeText(portfolio.description)],
    ["Currency", portfolio.currency.toUpperCase()],
    ["State", stateText(portfolio)],
    ["Benchmark", benchmarkText(portfolio.benchmark)],
    ["Transactions", `${count(portfolio.transactionCount)} in ${count(portfolio.walletCount)} wallets`],
    ["Version", `${portfolio.version}, revision ${portfolio.revision}`],
    ["Changed", timeWithAge(portfolio.updatedAt, out.now())],
    ["Id", portfolio.id],
  ] as const;
  return figureText([{ figures: facts }, { title: "Rules", figures: ruleFigures(portfolio.rules) }], out);
}

function ruleFigures(rules: LedgerRules): [string, string][] {
  return [
    ["Cost method", methodsText(rules.methods)],
    ["Fees", rules.feesInCost ? "in the cost of what is bought" : "beside the cost"],
    ["Long-term", rules.longTermDays === null ? "no such difference" : `after ${count(rules.longTermDays)} days`],
    ["Lots", rules.lots === "account" ? "of each wallet for itself" : "of the whole portfolio"],
    ["Selling short", rules.shorts === "allow" ? "allowed" : "refused"],
    ["Gifts received", rules.giftsReceived === "income" ? "are income" : "are acquisitions"],
    ["Gifts made", rules.giftsMade === "disposal" ? "are disposals" : "are removals"],
    ["Lost and stolen", rules.losses === "disposal" ? "realise a loss" : "are removals"],
    ["Without a value", rules.unpriced === "market" ? "the day's closing price stands in" : "stays unknown"],
  ];
}

/** `fifo; hifo from 2026-01-01`. */
export function methodsText(methods: LedgerRules["methods"]): string {
  return methods.map(({ fromDay, method }, at) => (at === 0 ? method : `${method} from ${fromDay}`)).join("; ");
}

function benchmarkText(benchmark: Benchmark | null): string {
  if (benchmark === null) return "none";
  if (benchmark.kind === "coin") return safeText(benchmark.coinId);
  if (benchmark.kind === "total-market") return "the whole market";
  return benchmark.parts.map(({ coinId, weight }) => `${safeText(coinId)} ${weight}`).join(", ");
}

/** What a person should know of it beyond its figures; `in use` where there is nothing. */
export function stateText({ deletedAt, isActive, isPublic, isDemo }: Portfolio): string {
  const parts = [
    ...(deletedAt === null ? [] : ["deleted"]),
    ...(isActive ? [] : ["put aside"]),
    ...(isPublic ? ["shared by a link"] : []),
    ...(isDemo ? ["made up, to look around"] : []),
  ];
  return parts.join(", ") || "in use";
}
