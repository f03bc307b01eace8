import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Preview, PreviewInput } from "@cryptodesk/shared/portfolio/holding.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { CalculationRepository } from "../calculation/calculation.repository.ts";
import { assetsOf } from "../calculation/held-portfolio.ts";
import { isCoin } from "../calculation/named-assets.ts";
import type { HeldRecord } from "../calculation/transaction-row.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { type StoredDraft, storedDraft } from "../transactions/stored-draft.ts";
import { askLedger } from "./ask-ledger.ts";

/**
 * What a transaction would do, before it is recorded.
 * @throws DomainError NOT_FOUND; INVALID_INPUT for one that contradicts itself or another
 */
export async function previewTransaction(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  { portfolioId, transactionId, draft }: PreviewInput,
): Promise<Preview> {
  const repository = new CalculationRepository(ctx.db, accountIdOf(ctx.actor));
  const [portfolio] = await repository.figured([portfolioId]);
  if (portfolio === undefined || portfolio.isDeleted) throw notFound("portfolio", portfolioId);
  const wallets = [...(await repository.wallets(portfolioId)).keys()];
  const walletId = draft.walletId ?? wallets[0] ?? uuidv7();
  if (draft.walletId !== undefined && !wallets.includes(draft.walletId)) {
    throw invalidInput("/draft/walletId", "is no wallet of this portfolio");
  }
  const defaults = { walletId, currency: portfolio.currency, now: ctx.clock() };
  const record = recordOf(draftOf(draft, defaults));
  const isMove = draft.type === "transfer-out" && wallets.includes(draft.toWalletId ?? "");
  const drafts = isMove ? moved(record, draft.toWalletId ?? walletId) : [record];
  const coins = drafts.flatMap(assetsOf).filter(isCoin);
  const question = { portfolioId, scope: "figures" as const, coins, drafts };
  return askLedger(ctx, runtime, question, "preview", { drafts, replaces: transactionId ?? null });
}

/** @throws DomainError INVALID_INPUT naming the fields where the input has them */
function draftOf(...[draft, defaults]: Parameters<typeof storedDraft>): StoredDraft {
  try {
    return storedDraft(draft, defaults);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.errors.map(({ pointer, detail }) => ({ pointer: `/draft${pointer}`, detail }));
    throw new DomainError(error.code, error.message, { errors });
  }
}

function moved(out: HeldRecord, toWalletId: string): HeldRecord[] {
  const linkId = uuidv7();
  const into = {
    ...out,
    id: uuidv7(),
    walletId: toWalletId,
    type: "transfer-in" as const,
    fees: null,
    lots: [],
    linkId,
  };
  return [{ ...out, linkId }, into];
}

/** A draft as a thread reads what is stored. */
function recordOf({ at, acquiredAt, tags: _, note: __, ...said }: StoredDraft): HeldRecord {
  const acquired = acquiredAt === null ? null : acquiredAt.toISOString();
  return { ...said, id: uuidv7(), at: at.toISOString(), acquiredAt: acquired, linkId: null, carried: null };
}
