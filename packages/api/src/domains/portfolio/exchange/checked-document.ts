import { setImmediate } from "node:timers/promises";
import { DomainError, type FieldError } from "@cryptodesk/shared/errors/domain-error";
import type { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import { v7 as uuidv7 } from "uuid";
import { storedDraft } from "../transactions/stored-draft.ts";
import type { WholePortfolio, WholeTransaction } from "./portfolio-document.repository.ts";

type Exported = PortfolioDocument["transactions"][number];

/** What of a document is to be written, under ids of its own. */
export interface CheckedDocument {
  wallets: WholePortfolio["wallets"];
  transactions: WholeTransaction[];
}

const SLICE = 250;
const MAX_ERRORS = 50;
const LEADING_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/**
 * Checks that a document fits together, and gives everything in it a new id. Others have their turn between two slices.
 * @throws DomainError INVALID_INPUT naming the first 50 places that do not fit and what to do
 */
export async function checkedDocument(document: PortfolioDocument, now: Date): Promise<CheckedDocument> {
  const errors = [...walletErrors(document), ...transactionErrors(document)];
  refuse(errors);
  await setImmediate();
  const walletIds = freshIds(document.wallets.map(({ id }) => id));
  const transactionIds = freshIds(document.transactions.map(({ id }) => id));
  await setImmediate();
  const links = linksOf(document.transactions);
  const transactions: WholeTransaction[] = [];
  for (const [index, exported] of document.transactions.entries()) {
    if (index % SLICE === SLICE - 1) await setImmediate();
    const { id, walletId, linkedId: _linkedId, ...said } = exported;
    const lots = said.lots?.map((lot) => ({ ...lot, lotId: renamed(lot.lotId, transactionIds) }));
    const draft = { ...said, walletId: walletIds.get(walletId) ?? walletId, ...(lots && { lots }) };
    try {
      const stored = storedDraft(draft, { walletId: draft.walletId, currency: document.portfolio.currency, now });
      transactions.push({ id: transactionIds.get(id) ?? id, linkId: links.get(id) ?? null, draft: stored });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      errors.push(...error.errors.map(({ pointer, detail }) => at(index, pointer, detail)));
      if (errors.length >= MAX_ERRORS) break;
    }
  }
  refuse(errors);
  return {
    wallets: document.wallets.map((wallet) => ({ ...wallet, id: walletIds.get(wallet.id) ?? wallet.id })),
    transactions,
  };
}

function walletErrors({ wallets }: PortfolioDocument): FieldError[] {
  if (wallets.length === 0) return [{ pointer: "/wallets", detail: "a portfolio keeps at least one wallet" }];
  const ids = new Set<string>();
  const names = new Set<string>();
  return wallets.flatMap(({ id, name }, index) => {
    const errors: FieldError[] = [];
    const key = name.toLowerCase();
    if (ids.has(id)) errors.push({ pointer: `/wallets/${index}/id`, detail: "is that of an earlier wallet" });
    if (names.has(key)) errors.push({ pointer: `/wallets/${index}/name`, detail: "is that of an earlier wallet" });
    ids.add(id);
    names.add(key);
    return errors;
  });
}

function transactionErrors({ wallets, transactions }: PortfolioDocument): FieldError[] {
  const known = new Set(wallets.map(({ id }) => id));
  const byId = new Map<string, Exported>();
  const errors: FieldError[] = [];
  for (const [index, { id, walletId, toWalletId }] of transactions.entries()) {
    if (byId.has(id)) errors.push(at(index, "/id", "is that of an earlier transaction"));
    if (!known.has(walletId)) errors.push(at(index, "/walletId", "is no wallet of the document"));
    if (toWalletId !== undefined) {
      errors.push(at(index, "/toWalletId", "means nothing in a document: list both sides and link them by linkedId"));
    }
    const transaction = transactions[index];
    if (transaction) byId.set(id, transaction);
  }
  for (const [index, transaction] of transactions.entries()) {
    const detail = linkError(transaction, byId);
    if (detail !== null) errors.push(at(index, "/linkedId", detail));
  }
  return errors;
}

function linkError({ id, type, linkedId, assetId }: Exported, byId: ReadonlyMap<string, Exported>): string | null {
  if (linkedId === undefined) return null;
  const other = byId.get(linkedId);
  if (!other) return "is no transaction of the document";
  if (other.linkedId !== id) return "names a transaction that does not name this one";
  const types = [type, other.type].toSorted().join(" ");
  if (types !== "transfer-in transfer-out") return "must join a transfer-out with a transfer-in";
  return assetId === other.assetId ? null : "joins transfers of two assets";
}

/** One link for both sides of each transfer. */
function linksOf(transactions: readonly Exported[]): Map<string, string> {
  const links = new Map<string, string>();
  for (const { id, linkedId } of transactions) {
    if (linkedId === undefined || links.has(id)) continue;
    const link = uuidv7();
    links.set(id, link).set(linkedId, link);
  }
  return links;
}

/** New ids in the order of the old ones: equal-time transactions are counted in the order of their ids. */
function freshIds(ids: readonly string[]): Map<string, string> {
  const fresh = ids.map(() => uuidv7()).toSorted();
  return new Map(ids.toSorted().map((id, index) => [id, fresh[index] ?? id]));
}

/** Lots are named after the transaction that they came with. */
function renamed(lotId: string, ids: ReadonlyMap<string, string>): string {
  return lotId.replace(LEADING_ID, (id) => ids.get(id) ?? id);
}

function at(index: number, pointer: string, detail: string): FieldError {
  return { pointer: `/transactions/${index}${pointer}`, detail };
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const named = errors.slice(0, MAX_ERRORS);
  const words = named.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`).join("; ");
  throw new DomainError("INVALID_INPUT", words, { errors: named });
}
