import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { settledBook } from "@cryptodesk/quant/ledger/ledger-statement";
import { type Replay, replayLedger } from "@cryptodesk/quant/ledger/replay";
import { TransactionError } from "@cryptodesk/quant/ledger/transaction";
import { COST_METHODS } from "@cryptodesk/quant/lots/compare-methods";
import { sumKnown } from "@cryptodesk/quant/lots/scaled-event";
import type { CompareMethodsInput, MethodComparison } from "@cryptodesk/shared/portfolio/gains.contract";
import type { CostMethod } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { type DaySpan, isWithin, reportSpan } from "./day-span.ts";
import { totalsOf } from "./gains-report.ts";
import { realisedList } from "./realised-gains.ts";

type Compared = MethodComparison["items"][number];

/**
 * The same ledger under every cost method, each as if it had always counted.
 * @throws DomainError INVALID_INPUT for days that run backwards
 */
export function methodComparison(ledger: PortfolioLedger, input: CompareMethodsInput): MethodComparison {
  const span = reportSpan(ledger, input);
  const { methods } = ledger.settings;
  const current = methods.length === 1 ? methods[0]?.method : null;
  const items = COST_METHODS.map((method) => underMethod(ledger, span, method, method === current));
  return { currency: ledger.currency, ...span, items, nextCursor: null };
}

function underMethod(ledger: PortfolioLedger, span: DaySpan, method: CostMethod, isCurrent: boolean): Compared {
  try {
    const { whole, atEnd } = replaysOf(ledger, span, method, isCurrent);
    const { events, longTermDays } = realisedList(whole);
    const within = events.filter(({ day }) => isWithin(span, day));
    return {
      method,
      isCurrent,
      totals: totalsOf(within, longTermDays),
      openCostBasis: textOf(openCost(atEnd)),
      unrealizedPnl: textOf(unrealised(ledger, whole)),
      problem: method === "section-104" ? shortsProblem(ledger, whole) : null,
    };
  } catch (error) {
    if (!(error instanceof TransactionError)) throw error;
    const nothing = { totals: totalsOf([], null), openCostBasis: null, unrealizedPnl: null };
    return { method, isCurrent, ...nothing, problem: error.message };
  }
}

/** The ledger until today, for what later purchases still change, and until the last day of the period. */
function replaysOf(ledger: PortfolioLedger, { to }: DaySpan, method: CostMethod, isCurrent: boolean) {
  const settings = { ...ledger.settings, methods: [{ fromDay: "1970-01-01", method }] };
  const replay = (until: string) => replayLedger(ledger.transactions, { settings, until });
  const whole = isCurrent ? ledger.replay() : replay(ledger.today);
  return { whole, atEnd: to >= ledger.today ? whole : replay(to) };
}

/** Cost of all open lots, null where that of any is unknown: scaled. */
function openCost({ assets }: Replay): bigint | null {
  return assets.reduce<bigint | null>((sum, ledger) => sumKnown(sum, costOf(ledger)), 0n);
}

function costOf({ books }: Replay["assets"][number]): bigint | null {
  const lots = [...books.values()].flatMap((book) => settledBook(book).open());
  return lots.reduce<bigint | null>((sum, { cost }) => sumKnown(sum, cost), 0n);
}

function unrealised({ livePrices }: PortfolioLedger, { assets }: Replay): bigint | null {
  return assets.reduce<bigint | null>((sum, ledger) => {
    const cost = costOf(ledger);
    if (ledger.quantity === 0n && cost === 0n) return sum;
    const price = livePrices.get(ledger.assetId)?.price;
    if (price === undefined || cost === null) return null;
    return sumKnown(sum, multiplyScaled(ledger.quantity, toScaled(price)) - cost);
  }, 0n);
}

/** A pool has no shorts: what is sold short under the other methods is then sold without having been acquired. */
function shortsProblem({ settings }: PortfolioLedger, whole: Replay): string | null {
  if (settings.shorts !== "allow") return null;
  const shorts = realisedList(whole).events.filter(({ uncovered }) => uncovered > 0n).length;
  if (shorts === 0) return null;
  const sales = shorts === 1 ? "1 sale" : `${shorts} sales`;
  return `Section 104 knows no short sales: ${sales} of more than was held would have no known cost.`;
}

function textOf(amount: bigint | null): string | null {
  return amount === null ? null : fromScaled(amount);
}
