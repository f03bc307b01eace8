import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { DomainError, type FieldError } from "@cryptodesk/shared/errors/domain-error";
import {
  type TransactionDraft,
  TransactionDraft as TransactionDraftSchema,
  type TransactionType,
} from "@cryptodesk/shared/portfolio/transaction.contract";

/** What a transaction says, complete: every field is there, those that its type has no use for are null. */
export interface StoredDraft {
  type: TransactionType;
  at: Date;
  walletId: string;
  assetId: string | null;
  quantity: string | null;
  price: string | null;
  value: string | null;
  currency: string;
  fees: string | null;
  feeAssetId: string | null;
  toAssetId: string | null;
  toQuantity: string | null;
  cost: string | null;
  acquiredAt: Date | null;
  splitFrom: string | null;
  splitTo: string | null;
  lots: { lotId: string; quantity: string }[];
  tags: string[];
  note: string | null;
}

type Field = keyof TransactionDraft;

const NOTHING_SAID = {
  assetId: null,
  quantity: null,
  price: null,
  value: null,
  fees: null,
  feeAssetId: null,
  toAssetId: null,
  toQuantity: null,
  cost: null,
  splitFrom: null,
  splitTo: null,
  note: null,
} satisfies Partial<StoredDraft>;

const NEEDED: Partial<Record<TransactionType, readonly Field[]>> = {
  split: ["assetId", "splitFrom", "splitTo"],
  fee: ["fees"],
  swap: ["assetId", "quantity", "toAssetId", "toQuantity"],
};
const NEEDED_ELSE: readonly Field[] = ["assetId", "quantity"];

const ALWAYS: readonly Field[] = ["type", "date", "walletId", "currency", "fees", "feeAssetId", "tags", "note"];
const LOTS_GO: readonly TransactionType[] = [
  "sell",
  "swap",
  "withdrawal",
  "transfer-out",
  "gift-out",
  "lost",
  "stolen",
];
const VALUED = (type: TransactionType) => !["split", "fee", "lost", "stolen"].includes(type);
const COSTED: readonly TransactionType[] = ["deposit", "opening-balance"];

/** Fields that a type has a use for. */
function fieldsOf(type: TransactionType): Set<Field> {
  const fields = new Set<Field>([...ALWAYS, ...(NEEDED[type] ?? NEEDED_ELSE)]);
  if (VALUED(type)) for (const field of ["price", "value"] as const) fields.add(field);
  if (COSTED.includes(type)) for (const field of ["cost", "acquiredAt"] as const) fields.add(field);
  if (LOTS_GO.includes(type)) fields.add("lots");
  if (type === "transfer-out") fields.add("toWalletId");
  return fields;
}

/**
 * Checks that a draft says all that its type needs and nothing that it has no use for.
 * @throws DomainError INVALID_INPUT naming each field and what to do
 */
export function storedDraft(
  draft: TransactionDraft,
  defaults: { walletId: string; currency: string; now: Date },
): StoredDraft {
  const errors = [...missingFields(draft), ...uselessFields(draft), ...contradictions(draft, defaults.now)];
  if (errors.length > 0) {
    throw new DomainError(
      "INVALID_INPUT",
      errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join("; "),
      {
        errors,
      },
    );
  }
  const { date, acquiredAt, toWalletId: _, ...said } = withoutUndefined(draft);
  const paid = noFee(draft.fees) ? { fees: null, feeAssetId: null } : {};
  return {
    ...NOTHING_SAID,
    ...said,
    ...paid,
    at: new Date(date),
    walletId: draft.walletId ?? defaults.walletId,
    currency: draft.currency ?? defaults.currency,
    acquiredAt: acquiredAt ? new Date(acquiredAt) : null,
    lots: (draft.lots ?? []).map(({ lotId, quantity }) => ({ lotId, quantity })),
    tags: [...new Set(draft.tags ?? [])],
  };
}

type Said<T> = { [Field in keyof T]: Exclude<T[Field], undefined> };

function withoutUndefined<T extends object>(draft: T): Said<T> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Said<T>;
}

/**
 * A draft of what is stored and what is said anew. What the type has no use for any more is dropped, and of price and
 * value that which the other one was said instead of.
 */
export function mergedDraft(
  stored: StoredDraft,
  said: { [F in Field]?: TransactionDraft[F] | undefined },
): TransactionDraft {
  const { at, acquiredAt, ...rest } = stored;
  const type = said.type ?? stored.type;
  const isAnew = (field: Field) => said[field] !== undefined;
  const kept = fieldsOf(type);
  if (isAnew("value") && !isAnew("price")) kept.delete("price");
  if ((isAnew("price") || (isAnew("quantity") && stored.price !== null)) && !isAnew("value")) kept.delete("value");
  if (!isAnew("lots") && (isAnew("quantity") || isAnew("assetId"))) kept.delete("lots");
  const base = { ...rest, type, date: at.toISOString(), acquiredAt: acquiredAt?.toISOString() ?? null };
  const old = Object.entries(base).filter(([field, value]) => value !== null && kept.has(field as Field));
  const anew = Object.entries(said).filter(([, value]) => value !== undefined);
  return TransactionDraftSchema.parse({ ...Object.fromEntries(old), ...Object.fromEntries(anew) });
}

/** Value of all units without fees, in the transaction's currency: said, or price times quantity. Null: not said. */
export function saidValue({
  value,
  price,
  quantity,
}: Pick<StoredDraft, "value" | "price" | "quantity">): string | null {
  if (value !== null) return value;
  if (price === null || quantity === null) return null;
  return fromScaled(multiplyScaled(toScaled(price), toScaled(quantity)));
}

function missingFields(draft: TransactionDraft): FieldError[] {
  const needed = NEEDED[draft.type] ?? NEEDED_ELSE;
  return needed
    .filter((field) => draft[field] === undefined || draft[field] === null)
    .map((field) => ({ pointer: `/${field}`, detail: `is needed for a ${draft.type}` }));
}

function uselessFields(draft: TransactionDraft): FieldError[] {
  const fields = fieldsOf(draft.type);
  return (Object.keys(draft) as Field[])
    .filter((field) => !fields.has(field) && isSaid(draft[field]))
    .map((field) => ({ pointer: `/${field}`, detail: `means nothing for a ${draft.type}: leave it out` }));
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function contradictions(draft: TransactionDraft, now: Date): FieldError[] {
  const { toAssetId, assetId, acquiredAt, date } = draft;
  const errors: FieldError[] = [];
  // A clock that is a little ahead is no lie; a date of tomorrow is a typing error.
  if (new Date(date).getTime() > now.getTime() + 86_400_000) {
    errors.push({ pointer: "/date", detail: "lies in the future" });
  }
  if (acquiredAt && acquiredAt > date) errors.push({ pointer: "/acquiredAt", detail: "lies after the date" });
  if (toAssetId !== undefined && toAssetId === assetId) {
    errors.push({ pointer: "/toAssetId", detail: "is the same as assetId" });
  }
  return [...errors, ...feeErrors(draft), ...valueErrors(draft)];
}

function feeErrors({ type, fees, feeAssetId }: TransactionDraft): FieldError[] {
  const say = (detail: string) => [{ pointer: "/fees", detail }];
  if (feeAssetId && noFee(fees)) return say("is needed where feeAssetId is given");
  if (feeAssetId && fees?.startsWith("-")) return say("must not be negative where an asset pays it");
  if (type === "fee" && fees !== undefined && noFee(fees)) return say("must not be 0");
  return [];
}

function valueErrors({ price, value, quantity }: TransactionDraft): FieldError[] {
  if (!price || !value || !quantity) return [];
  const product = saidValue({ price, quantity, value: null });
  if (product === null || toScaled(product) === toScaled(value)) return [];
  return [{ pointer: "/value", detail: `is not price times quantity, which is ${product}: give one of them` }];
}

function noFee(fees: string | null | undefined): boolean {
  return fees === undefined || fees === null || !/[1-9]/.test(fees);
}
