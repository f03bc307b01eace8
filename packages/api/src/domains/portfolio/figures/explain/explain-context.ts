import { type SourcedEvent, sourcedEvents } from "@cryptodesk/quant/ledger/asset-sources";
import { LedgerExplainer } from "@cryptodesk/quant/ledger/explain";
import { type AssetHolding, type LedgerStatement, ledgerStatement } from "@cryptodesk/quant/ledger/ledger-statement";
import { type Replay, replayLedger } from "@cryptodesk/quant/ledger/replay";
import type { Transaction } from "@cryptodesk/quant/ledger/transaction";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import { assetNamed, type NamedAssets } from "../../calculation/named-assets.ts";
import type { PortfolioLedger, TransactionRecord } from "../../calculation/portfolio-ledger.ts";

const WORDS: Record<TransactionType, string> = {
  buy: "Purchase",
  sell: "Sale",
  swap: "Swap",
  deposit: "Deposit",
  withdrawal: "Withdrawal",
  "transfer-out": "Transfer out",
  "transfer-in": "Transfer in",
  fee: "Fee",
  "staking-reward": "Staking reward",
  interest: "Interest",
  airdrop: "Airdrop",
  mining: "Mining",
  "gift-in": "Gift received",
  "gift-out": "Gift made",
  lost: "Loss",
  stolen: "Theft",
  split: "Split",
  "opening-balance": "Opening balance",
};

/** What explanations of one replay have in common, each made when it is first asked for. */
interface ExplainedReplay {
  explainer?: LedgerExplainer;
  events?: ReadonlyMap<string, readonly SourcedEvent[]>;
  transactions?: ReadonlyMap<string, Transaction>;
}

const explained = new WeakMap<Replay, ExplainedReplay>();

/** A ledger, with what its explanations look up. */
export class ExplainContext {
  readonly ledger: PortfolioLedger;
  readonly #assets: NamedAssets;
  readonly #replay: Replay;

  constructor(ledger: PortfolioLedger, assets: NamedAssets) {
    this.ledger = ledger;
    this.#assets = assets;
    this.#replay = ledger.replay();
  }

  get statement(): LedgerStatement {
    return this.ledger.statement();
  }

  get explainer(): LedgerExplainer {
    const { transactions, settings, today: until } = this.ledger;
    this.#explained.explainer ??= new LedgerExplainer(transactions, { settings, until }, this.statement);
    return this.#explained.explainer;
  }

  symbol(assetId: string): string {
    return assetNamed(this.#assets, assetId).symbol;
  }

  /** @throws DomainError INVALID_INPUT for an asset that the portfolio never held */
  holding(assetId: string): AssetHolding {
    const holding = this.statement.holdings.find((each) => each.assetId === assetId);
    if (holding === undefined) throw invalidInput("/assetId", "is nothing that this portfolio ever held");
    return holding;
  }

  /** Events of an asset, in the order in which they count. */
  events(assetId: string): readonly SourcedEvent[] {
    const { transactions, settings, today } = this.ledger;
    this.#explained.events ??= sourcedEvents(transactions, settings, today);
    return this.#explained.events.get(assetId) ?? [];
  }

  transaction(transactionId: string): Transaction | undefined {
    this.#explained.transactions ??= new Map(this.ledger.transactions.map((each) => [each.id, each]));
    return this.#explained.transactions.get(transactionId);
  }

  /** The explainer and statement of one asset as it was at the end of a day. */
  asOf(day: string, assetId: string): { explainer: LedgerExplainer; statement: LedgerStatement } {
    const { ledger } = this;
    if (day >= ledger.today) return this;
    const { settings } = ledger;
    // An asset's ledger does not depend on that of any other.
    const transactions = ledger.transactions.filter((each) => touches(each, assetId));
    const statement = ledgerStatement(replayLedger(transactions, { settings, until: day }));
    return { explainer: new LedgerExplainer(transactions, { settings, until: day }, statement), statement };
  }

  /** A stored transaction in words: `Purchase of 2 BTC on 2023-01-01`. */
  words(eventId: string): string {
    const record = this.ledger.records.get(storedId(eventId));
    return record === undefined ? `Transaction ${eventId}` : `${this.#what(record)} on ${record.at.slice(0, 10)}`;
  }

  #what({ type, assetId, quantity, toAssetId, toQuantity }: TransactionRecord): string {
    if (assetId === null || quantity === null) return WORDS[type];
    const units = `${WORDS[type]} of ${quantity} ${this.symbol(assetId)}`;
    return toAssetId === null || toQuantity === null ? units : `${units} for ${toQuantity} ${this.symbol(toAssetId)}`;
  }

  get #explained(): ExplainedReplay {
    const known = explained.get(this.#replay) ?? {};
    explained.set(this.#replay, known);
    return known;
  }
}

function touches(transaction: Transaction, assetId: string): boolean {
  const { fee } = transaction;
  if (fee !== undefined && "assetId" in fee && fee.assetId === assetId) return true;
  if (transaction.type === "swap") return transaction.out.assetId === assetId || transaction.in.assetId === assetId;
  return transaction.type !== "fee" && transaction.assetId === assetId;
}

/** The id of a stored transaction: units that paid a fee, and lots that were moved, have names made of it. */
export function storedId(eventId: string): string {
  return eventId.split(":")[0] ?? eventId;
}

/** Names joined for a sentence, at most some of them. */
export function listed(names: readonly string[], most = 5): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}
