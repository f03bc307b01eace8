import type { MessagePort } from "node:worker_threads";
import { TransactionError } from "@cryptodesk/quant/ledger/transaction";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { COMPUTATIONS, type ComputationName } from "./computations.ts";
import { assetsOf, HeldPortfolio } from "./held-portfolio.ts";
import { assetRef, isCoin, type NamedAssets } from "./named-assets.ts";
import { PriceBook } from "./price-book.ts";
import type {
  Answer,
  Ask,
  Calculated,
  PriceNeeds,
  RequestKind,
  Settled,
  Settling,
  ThreadQuestion,
  ThreadReply,
} from "./thread-messages.ts";

/** Transactions that a thread keeps in memory at most, over all portfolios but those it is in the middle of. */
const MAX_TRANSACTIONS = 300_000;

const FORGET_AFTER_MS = 7 * 86_400_000;

/** Answers the questions of a port, one after the other. */
export function answerQuestions(port: Pick<MessagePort, "on" | "postMessage">): void {
  const desk = new ThreadDesk();
  port.on("message", ({ id, kind, ask }: ThreadQuestion) => port.postMessage(desk.reply(id, kind, ask)));
}

/** Everything that one calculation thread knows and does. */
export class ThreadDesk {
  readonly #book = new PriceBook();
  /** Last used last. */
  readonly #portfolios = new Map<string, HeldPortfolio>();
  /** Told of, and not yet calculated: what is forgotten now would be missing when its turn comes. */
  readonly #begun = new Set<string>();
  readonly #maxTransactions: number;
  readonly #answers: { [K in RequestKind]: (ask: Ask<K>) => Answer<K> } = {
    rows: ({ portfolioId, rows }) => done(this.#begin(portfolioId).stage(rows)),
    settle: (ask) => this.#settle(ask),
    prices: (ask) => this.#takePrices(ask),
    calculate: (ask) => this.#calculate(ask),
    compute: (ask) => this.#compute(ask),
    drop: ({ portfolioId }) => done(this.#drop(portfolioId)),
  };

  constructor(maxTransactions = MAX_TRANSACTIONS) {
    this.#maxTransactions = maxTransactions;
  }

  reply(id: number, kind: RequestKind, ask: unknown): ThreadReply {
    try {
      return { id, answer: (this.#answers[kind] as (ask: unknown) => unknown)(ask) };
    } catch (error) {
      return { id, error: describe(error) };
    }
  }

  #settle(ask: Settling): Settled {
    const { header, since, rows, calculates, now } = ask;
    const { portfolioId } = header;
    const held = this.#begin(portfolioId);
    // What was deleted is told for some weeks only.
    const isOld = Date.parse(now) - Date.parse(held.now) > FORGET_AFTER_MS;
    // Or the portfolio was forgotten between its rows and now.
    if (held.staged !== rows || (since !== null && (held.heldRevision !== since || isOld))) {
      this.#drop(portfolioId);
      return { kind: "stale" };
    }
    held.settle(header, now);
    const needs = this.#needs(held, ask);
    if (Object.values(needs).some((each) => each.length > 0)) return { kind: "needs", needs };
    return calculates ? { kind: "calculated", calculated: this.#calculate({ portfolioId, now }) } : { kind: "ready" };
  }

  #begin(portfolioId: string): HeldPortfolio {
    this.#begun.add(portfolioId);
    return this.#use(portfolioId);
  }

  #finish(portfolioId: string): HeldPortfolio {
    this.#begun.delete(portfolioId);
    return this.#use(portfolioId);
  }

  #drop(portfolioId: string): void {
    this.#begun.delete(portfolioId);
    this.#portfolios.delete(portfolioId);
  }

  #use(portfolioId: string): HeldPortfolio {
    const held = this.#portfolios.get(portfolioId) ?? new HeldPortfolio(portfolioId, this.#book);
    this.#portfolios.delete(portfolioId);
    this.#portfolios.set(portfolioId, held);
    let kept = 0;
    for (const [id, other] of [...this.#portfolios].reverse()) {
      kept += other.records.size;
      if (id === portfolioId || this.#begun.has(id)) continue;
      other.rest();
      if (kept > this.#maxTransactions) this.#portfolios.delete(id);
    }
    return held;
  }

  #needs(held: HeldPortfolio, { scope, coins, drafts, now }: Settling): PriceNeeds {
    const { closes, rates, live } = held.wishes(scope, coins, drafts);
    const nowMs = Date.parse(now);
    const named = scope === "history" ? [...closes.keys()] : drafts.flatMap(assetsOf).filter(isCoin);
    return {
      coins: this.#book.lacking("closes", closes, nowMs),
      currencies: this.#book.lacking("rates", rates, nowMs),
      names: named.filter((id) => !this.#book.names.has(id)),
      live: [...live],
    };
  }

  #takePrices({ closes, rates, names, live, now }: Ask<"prices">): null {
    const nowMs = Date.parse(now);
    if (closes !== null) this.#book.take("closes", closes.text, closes.wanted, nowMs);
    if (rates !== null) this.#book.take("rates", rates.text, rates.wanted, nowMs);
    for (const name of names) this.#book.names.set(name.id, name);
    for (const quote of live) this.#book.live.set(quote.id, quote);
    return null;
  }

  #calculate({ portfolioId, now }: Ask<"calculate">): Calculated {
    const held = this.#finish(portfolioId);
    const revision = held.heldRevision ?? 0;
    try {
      const figures = JSON.stringify(held.calculate(now));
      return { revision, figures, carried: held.carried(), problem: null };
    } catch (error) {
      if (!(error instanceof TransactionError)) throw error;
      return { revision, figures: null, carried: null, problem: problemOf(error) };
    }
  }

  #compute({ portfolioId, name, input, now }: Ask<"compute">): string {
    const held = this.#finish(portfolioId);
    held.turnTo(now);
    const computation = COMPUTATIONS[name as ComputationName] as (
      ledger: HeldPortfolio,
      input: unknown,
      assets: NamedAssets,
    ) => unknown;
    return JSON.stringify(computation(held, JSON.parse(input), this.#namesOf(held)));
  }

  #namesOf({ records }: HeldPortfolio): NamedAssets {
    const { names } = this.#book;
    const found = new Map([...names].map(([id, name]) => [id, assetRef(id, name)]));
    for (const record of records.values()) {
      for (const id of assetsOf(record)) if (!found.has(id) && !isCoin(id)) found.set(id, assetRef(id, undefined));
    }
    return found;
  }
}

/** Something was done that is answered by nothing. */
function done(_: unknown): null {
  return null;
}

function describe(error: unknown): Extract<ThreadReply, { error: unknown }>["error"] {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TransactionError) {
    const { detail, transactionId } = problemOf(error);
    return { kind: "problem", message: detail, pointer: null, transactionId };
  }
  if (error instanceof DomainError) {
    return { kind: "input", message, pointer: error.errors[0]?.pointer ?? null, transactionId: null };
  }
  return {
    kind: "fault",
    message: error instanceof Error ? (error.stack ?? message) : message,
    pointer: null,
    transactionId: null,
  };
}

/** A contradiction in words that say what to do. */
function problemOf({ message, transactionId }: TransactionError): { detail: string; transactionId: string | null } {
  const [id = ""] = transactionId.split(":");
  const said = message.replace(`transaction ${transactionId}, `, "").replace(/^event: /, "");
  const detail = `A transaction contradicts itself or another (${said}). Edit it or delete it; until then these figures stay as they were.`;
  return { detail, transactionId: /^[0-9a-f]{8}-/.test(id) ? id : null };
}
