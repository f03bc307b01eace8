import { dayNumberOf } from "@cryptodesk/quant/calendar/utc-day";
import { NO_ASSET } from "@cryptodesk/quant/ledger/asset-replay";
import { DailyValues } from "@cryptodesk/quant/ledger/daily-values";
import { type LedgerStatement, ledgerStatement } from "@cryptodesk/quant/ledger/ledger-statement";
import { type Replay, replayLedger } from "@cryptodesk/quant/ledger/replay";
import type { LedgerSettings, Transaction } from "@cryptodesk/quant/ledger/transaction";
import type { SourcedPrice } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { AssetTrack } from "./asset-track.ts";
import { CARRY_DAYS, CurrencyPrices } from "./currency-prices.ts";
import { type Converted, isMove, ledgerTransaction } from "./ledger-transaction.ts";
import { isCoin } from "./named-assets.ts";
import type { PortfolioLedger, PriceHistory, PriceParts, Valuation } from "./portfolio-ledger.ts";
import { type PriceBook, readOwnRates } from "./price-book.ts";
import type { StoredFigures } from "./stored-figures.ts";
import type { PortfolioHeader } from "./thread-messages.ts";
import { type HeldRecord, readRow, type TransactionRow } from "./transaction-row.ts";

/** What would be with another transaction, for each asset that it touches. */
export interface Trial {
  valuations: Valuation[];
  assets: { assetId: string; before: Transaction[]; after: Transaction[] }[];
}

/** Of which coins and currencies prices are wanted, with the first day in days since 1970; and live ones of which coins. */
export interface Wishes {
  closes: Map<string, number>;
  rates: Map<string, number>;
  live: Set<string>;
}

/**
 * A portfolio as a calculation thread keeps it: its transactions, where each asset stands, and what is computed from them
 * when it is asked for. It takes changes as they come and replays what they touch.
 */
export class HeldPortfolio implements PortfolioLedger {
  readonly portfolioId: string;
  readonly carryDays = CARRY_DAYS;
  readonly records = new Map<string, HeldRecord>();
  readonly #book: PriceBook;
  readonly #converted = new Map<string, Converted>();
  readonly #provisional = new Set<string>();
  readonly #byLink = new Map<string, Set<string>>();
  readonly #byAsset = new Map<string, Set<string>>();
  readonly #tracks = new Map<string, AssetTrack>();
  readonly #dirty = new Set<string>();
  #staged: (HeldRecord | string)[] = [];
  #header: PortfolioHeader | null = null;
  #prices: CurrencyPrices | null = null;
  #now = "1970-01-01T00:00:00.000Z";
  #whole: WholeLedger | null = null;
  #toldCarried = "[]";

  constructor(portfolioId: string, book: PriceBook) {
    this.portfolioId = portfolioId;
    this.#book = book;
  }

  /** The revision up to which everything is here; null: nothing yet. */
  get heldRevision(): number | null {
    return this.#header?.revision ?? null;
  }

  /** Rows that came and do not count yet. */
  get staged(): number {
    return this.#staged.length;
  }

  /** Takes rows that count once `settle` says that all of them came. */
  stage(rows: string): void {
    for (const row of JSON.parse(rows) as (TransactionRow | [id: string])[]) this.#staged.push(readRow(row));
  }

  settle(header: PortfolioHeader, now: string): void {
    const before = this.#header;
    this.#header = header;
    this.turnTo(now);
    const isOther = before === null || saidOf(before) !== saidOf(header);
    if (isOther) {
      this.#prices = new CurrencyPrices(this.#book, header.currency, readOwnRates(header.ownRates));
      this.#prices.turnTo(now);
      for (const id of this.records.keys()) this.#dirty.add(id);
      for (const read of [this.#converted, this.#provisional, this.#byAsset, this.#tracks]) read.clear();
    }
    for (const row of this.#staged) this.#take(row);
    if (isOther || this.#staged.length > 0) this.#whole = null;
    this.#staged = [];
  }

  /** Lets go of what takes much memory and can be computed again. */
  rest(): void {
    this.#whole = null;
  }

  /** Turns the clock. */
  turnTo(now: string): void {
    if (now.slice(0, 10) !== this.today) this.#whole = null;
    if (this.#whole !== null) this.#whole.moment = null;
    this.#now = now;
    this.#prices?.turnTo(now);
  }

  #take(row: HeldRecord | string): void {
    const id = typeof row === "string" ? row : row.id;
    const before = this.records.get(id);
    this.#unlink(before);
    if (typeof row === "string") this.records.delete(id);
    else {
      this.records.set(id, row);
      if (row.linkId !== null) setOf(this.#byLink, row.linkId).add(id);
    }
    this.#dirty.add(id);
    for (const link of [before?.linkId, typeof row === "string" ? null : row.linkId]) {
      for (const mate of this.#byLink.get(link ?? "") ?? []) this.#dirty.add(mate);
    }
  }

  #unlink(record: HeldRecord | undefined): void {
    if (record?.linkId) this.#byLink.get(record.linkId)?.delete(record.id);
  }

  /** The other side of a transfer within the portfolio, where both are one move. */
  mateOf(record: HeldRecord): HeldRecord | null {
    if (record.linkId === null) return null;
    for (const id of this.#byLink.get(record.linkId) ?? []) {
      const other = this.records.get(id);
      if (other === undefined || other.id === record.id) continue;
      if (isMove(record, other) || isMove(other, record)) return other;
    }
    return null;
  }

  /** Of what prices are wanted, for what changed, or for every day of everything; and the coins that are named beside. */
  wishes(scope: "figures" | "history", coins: readonly string[], drafts: readonly HeldRecord[] = []): Wishes {
    const wishes = { closes: new Map<string, number>(), rates: new Map<string, number>(), live: new Set(coins) };
    if (scope === "history") this.#wishHistory(wishes, coins, drafts);
    else {
      for (const id of [...this.#dirty, ...this.#provisional]) this.#wishUnvalued(wishes, this.records.get(id));
      for (const draft of drafts) this.#wishUnvalued(wishes, draft);
    }
    return wishes;
  }

  #wishHistory(wishes: Wishes, coins: readonly string[], drafts: readonly HeldRecord[]): void {
    let first = dayNumberOf(this.today);
    for (const record of [...this.records.values(), ...drafts]) {
      first = Math.min(first, dayNumberOf(record.at.slice(0, 10)));
      for (const assetId of assetsOf(record)) this.#wish(wishes, assetId, record);
      this.#wishRate(wishes, record.currency, record);
    }
    for (const coin of [...benchmarkCoins(this.benchmark), ...coins]) earliest(wishes.closes, coin, first - CARRY_DAYS);
    if (this.currency !== "usd") earliest(wishes.rates, this.currency, first - CARRY_DAYS);
    for (const coin of wishes.closes.keys()) wishes.live.add(coin);
  }

  #wishUnvalued(wishes: Wishes, record: HeldRecord | undefined): void {
    if (record === undefined) return;
    this.#wishRate(wishes, record.currency, record);
    const isToday = record.at.slice(0, 10) >= this.today;
    for (const assetId of unvaluedAssets(record, this.rules)) {
      this.#wish(wishes, assetId, record);
      if (isToday && isCoin(assetId)) wishes.live.add(assetId);
    }
  }

  #wish(wishes: Wishes, assetId: string, record: HeldRecord): void {
    const day = dayNumberOf(record.at.slice(0, 10)) - CARRY_DAYS;
    if (isCoin(assetId)) earliest(wishes.closes, assetId, day);
    if (assetId.startsWith("fiat:")) this.#wishRate(wishes, assetId.slice(5), record);
    if (isCoin(assetId) && this.currency !== "usd") earliest(wishes.rates, this.currency, day);
  }

  #wishRate(wishes: Wishes, currency: string, record: HeldRecord): void {
    if (currency === this.currency) return;
    const day = dayNumberOf(record.at.slice(0, 10)) - CARRY_DAYS;
    for (const each of [currency, this.currency]) if (each !== "usd") earliest(wishes.rates, each, day);
  }

  /**
   * Where everything stands.
   * @throws TransactionError for a transaction that contradicts itself or another; the next calculation tries again
   */
  calculate(now: string): StoredFigures {
    this.turnTo(now);
    this.#convertChanged();
    const until = dayNumberOf(this.today);
    for (const [assetId, ids] of this.#byAsset) {
      const track = this.#track(assetId);
      if (!track.isBehind(until)) continue;
      if (ids.size === 0 && assetId !== NO_ASSET) {
        this.#tracks.delete(assetId);
        this.#byAsset.delete(assetId);
      } else track.replay(this.#transactionsOf(ids), this.settings, until);
    }
    const standings = [...this.#tracks.values()].flatMap(({ standing }) => (standing === null ? [] : [standing]));
    let firstDay: string | null = null;
    for (const { at } of this.records.values()) if (firstDay === null || at < firstDay) firstDay = at;
    return {
      currency: this.currency,
      day: this.today,
      firstDay: firstDay?.slice(0, 10) ?? null,
      transactionCount: this.records.size,
      isProvisional: this.#provisional.size > 0,
      holdings: standings.filter(({ assetId }) => assetId !== NO_ASSET).sort(byAssetId),
      otherFees: standings.find(({ assetId }) => assetId === NO_ASSET)?.fees ?? { value: "0", unknown: 0 },
    };
  }

  /** What left for other portfolios, by link, as JSON; null where it is what was told before. */
  carried(): string | null {
    const found: { linkId: string; lots: unknown[] }[] = [];
    for (const { transfers } of this.#tracks.values()) {
      for (const [transferId, { lots }] of transfers) {
        const record = this.records.get(transferId);
        if (!record?.linkId || record.type !== "transfer-out" || (this.#byLink.get(record.linkId)?.size ?? 0) > 1)
          continue;
        found.push({ linkId: record.linkId, lots: lots.map(({ lotId: _, ...lot }) => lot) });
      }
    }
    found.sort((left, right) => (left.linkId < right.linkId ? -1 : 1));
    const text = JSON.stringify(found);
    if (text === this.#toldCarried) return null;
    this.#toldCarried = text;
    return text;
  }

  /**
   * The transactions of the assets that a draft touches, as they are and as they would be with it.
   * @param drafts one, or both sides of a move
   * @param replaces the transaction that they would replace
   * @throws TransactionError for one that contradicts itself
   */
  trial(drafts: readonly HeldRecord[], replaces: string | null): Trial {
    this.#convertChanged();
    const replaced = replaces === null ? undefined : this.records.get(replaces);
    const mate = replaced === undefined ? null : this.mateOf(replaced);
    const out = new Set([replaced?.id, mate?.id]);
    const rules = { unpriced: this.rules.unpriced, prices: this.#pricesNow() };
    const read = drafts.map((draft) => {
      const other = drafts.find(({ id }) => id !== draft.id) ?? null;
      return ledgerTransaction(draft, other, rules, dayNumberOf(this.today) - 1);
    });
    const added = read.flatMap(({ transactions }) => transactions);
    const gone = [...out].flatMap((id) => this.#converted.get(id ?? "")?.transactions ?? []);
    const touched = new Set([...gone, ...added].flatMap((each) => [...ledgerAssets(each)]));
    touched.delete(NO_ASSET);
    return {
      valuations: read.flatMap(({ valuations }) => valuations),
      assets: [...touched].map((assetId) => {
        const ids = [...(this.#byAsset.get(assetId) ?? [])];
        const others = this.#transactionsOf(ids.filter((id) => !out.has(id)));
        return { assetId, before: this.#transactionsOf(ids), after: [...others, ...added] };
      }),
    };
  }

  /** Reads what changed, and what was valued by prices that may have changed. */
  #convertChanged(): void {
    // The price of a day that is not over may be another at every look.
    for (const id of this.#provisional) this.#dirty.add(id);
    const lastClosed = dayNumberOf(this.today) - 1;
    const rules = { unpriced: this.rules.unpriced, prices: this.#pricesNow() };
    for (const id of this.#dirty) {
      const before = this.#converted.get(id);
      const record = this.records.get(id);
      const after = record === undefined ? null : ledgerTransaction(record, this.mateOf(record), rules, lastClosed);
      this.#replace(id, before, after);
      this.#dirty.delete(id);
    }
  }

  #replace(id: string, before: Converted | undefined, after: Converted | null): void {
    if (before !== undefined && after !== null && JSON.stringify(before) === JSON.stringify(after)) return;
    for (const transaction of before?.transactions ?? []) this.#touch(transaction, (ids) => ids.delete(id));
    if (after === null) this.#converted.delete(id);
    else this.#converted.set(id, after);
    for (const transaction of after?.transactions ?? []) this.#touch(transaction, (ids) => ids.add(id));
    if (after?.isProvisional) this.#provisional.add(id);
    else this.#provisional.delete(id);
    this.#whole = null;
  }

  #touch(transaction: Transaction, note: (ids: Set<string>) => void): void {
    const day = dayNumberOf(transaction.at.slice(0, 10));
    for (const assetId of ledgerAssets(transaction)) {
      note(setOf(this.#byAsset, assetId));
      this.#track(assetId).touch(day);
    }
    // A move counts at the earlier of its two times.
    if (!("link" in transaction)) return;
    for (const mate of this.#byLink.get(transaction.link) ?? []) {
      const at = this.records.get(mate)?.at.slice(0, 10);
      if (at !== undefined) this.#track(transaction.assetId).touch(dayNumberOf(at));
    }
  }

  #track(assetId: string): AssetTrack {
    const track = this.#tracks.get(assetId) ?? new AssetTrack(assetId);
    this.#tracks.set(assetId, track);
    return track;
  }

  #transactionsOf(ids: Iterable<string>): Transaction[] {
    const found: Transaction[] = [];
    for (const id of ids) for (const each of this.#converted.get(id)?.transactions ?? []) found.push(each);
    return found;
  }

  #pricesNow(): CurrencyPrices {
    if (this.#prices === null) throw new Error("A portfolio of which nothing is known yet.");
    return this.#prices;
  }

  #said(): PortfolioHeader {
    if (this.#header === null) throw new Error("A portfolio of which nothing is known yet.");
    return this.#header;
  }

  #all(): WholeLedger {
    this.#convertChanged();
    this.#whole ??= new WholeLedger();
    return this.#whole;
  }

  get currency(): string {
    return this.#said().currency;
  }

  get revision(): number {
    return this.#said().revision;
  }

  get rules(): LedgerRules {
    return this.#said().rules;
  }

  get settings(): LedgerSettings {
    const { unpriced: _, ...settings } = this.rules;
    return settings;
  }

  get benchmark(): Benchmark | null {
    return this.#said().benchmark;
  }

  get now(): string {
    return this.#now;
  }

  get today(): string {
    return this.#now.slice(0, 10);
  }

  get transactions(): readonly Transaction[] {
    const whole = this.#all();
    whole.transactions ??= this.#transactionsOf(this.#converted.keys()).filter(
      ({ at }) => at.slice(0, 10) <= this.today,
    );
    return whole.transactions;
  }

  get valuations(): ReadonlyMap<string, readonly Valuation[]> {
    const whole = this.#all();
    whole.valuations ??= new Map([...this.#converted].map(([id, { valuations }]) => [id, valuations]));
    return whole.valuations;
  }

  get prices(): ReadonlyMap<string, PriceHistory> {
    const moment = this.#moment;
    moment.prices ??= this.#ofAssets((assetId) => this.#pricesNow().history(assetId, this.#firstDay()));
    return moment.prices;
  }

  get livePrices(): ReadonlyMap<string, SourcedPrice> {
    const moment = this.#moment;
    moment.livePrices ??= this.#ofAssets((assetId) => this.#pricesNow().live(assetId));
    return moment.livePrices;
  }

  /** What is computed from prices, until the clock is turned or something changes. */
  get #moment(): PricedMoment {
    const whole = this.#all();
    whole.moment ??= new PricedMoment();
    return whole.moment;
  }

  #ofAssets<T>(find: (assetId: string) => T | null): Map<string, T> {
    const found = new Map<string, T>();
    for (const assetId of this.#byAsset.keys()) {
      const value = assetId === NO_ASSET ? null : find(assetId);
      if (value !== null) found.set(assetId, value);
    }
    return found;
  }

  replay(): Replay {
    const whole = this.#all();
    whole.replay ??= replayLedger(this.transactions, { settings: this.settings, until: this.today });
    return whole.replay;
  }

  statement(): LedgerStatement {
    const replay = this.replay();
    const whole = this.#all();
    whole.statement ??= ledgerStatement(replay);
    return whole.statement;
  }

  daily(): DailyValues {
    const moment = this.#moment;
    moment.daily ??= new DailyValues(this.replay(), [...this.prices.values()], this.carryDays);
    return moment.daily;
  }

  priceParts(assetId: string, day: string): PriceParts | null {
    return this.#pricesNow().partsOn(assetId, dayNumberOf(day));
  }

  benchmarkPrices(coinId: string): PriceHistory | null {
    return this.#pricesNow().history(coinId, this.#firstDay());
  }

  #firstDay(): number {
    const { firstDay, lastDay } = this.replay();
    return (firstDay ?? lastDay) - CARRY_DAYS;
  }
}

/** What is computed from all transactions, until one of them changes. */
class WholeLedger {
  transactions: Transaction[] | null = null;
  valuations: Map<string, readonly Valuation[]> | null = null;
  replay: Replay | null = null;
  statement: LedgerStatement | null = null;
  moment: PricedMoment | null = null;
}

/** What is computed at the prices of one moment. */
class PricedMoment {
  prices: Map<string, PriceHistory> | null = null;
  livePrices: Map<string, SourcedPrice> | null = null;
  daily: DailyValues | null = null;
}

/** Everything of a header by which transactions are read. */
function saidOf({ currency, rules, ownRates }: PortfolioHeader): string {
  return JSON.stringify([currency, rules, ownRates]);
}

/** Every asset that a stored transaction names. */
export function assetsOf({ assetId, toAssetId, feeAssetId }: HeldRecord): string[] {
  return [assetId, toAssetId, feeAssetId].filter((each) => each !== null);
}

/** Assets whose price a transaction needs to be valued. */
function unvaluedAssets(record: HeldRecord, { unpriced }: LedgerRules): string[] {
  const { value, price, cost } = record;
  const isValued = value !== null || price !== null;
  const needed = isValued && (record.type !== "deposit" || cost !== null) ? [record.feeAssetId] : assetsOf(record);
  return needed.filter((each) => each !== null && (unpriced === "market" || each.startsWith("fiat:"))).map(String);
}

/** Assets in whose ledger a transaction stands. */
function ledgerAssets(transaction: Transaction): Set<string> {
  const assets = new Set<string>();
  if (transaction.type === "swap") {
    assets.add(transaction.out.assetId);
    assets.add(transaction.in.assetId);
  } else if (transaction.type !== "fee") assets.add(transaction.assetId);
  const { fee } = transaction;
  if (fee !== undefined && "assetId" in fee) assets.add(fee.assetId);
  else if (transaction.type === "fee") assets.add(NO_ASSET);
  return assets;
}

function benchmarkCoins(benchmark: Benchmark | null): string[] {
  if (benchmark === null) return [];
  if (benchmark.kind === "basket") return benchmark.parts.map(({ coinId }) => coinId);
  return benchmark.kind === "coin" ? [benchmark.coinId] : ["total-market"];
}

function earliest(wishes: Map<string, number>, id: string, day: number): void {
  wishes.set(id, Math.min(wishes.get(id) ?? day, day));
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const known = sets.get(key) ?? new Set();
  sets.set(key, known);
  return known;
}

function byAssetId(left: { assetId: string }, right: { assetId: string }): number {
  return left.assetId < right.assetId ? -1 : 1;
}
