import {
  AttachedFile,
  AttachInput,
  Attachment,
  AttachmentList,
  AttachmentRef,
} from "@cryptodesk/shared/portfolio/attachment.contract";
import {
  BulkEditAnswer,
  BulkEditInput,
  CreateTransactionInput,
  DeleteTransactionInput,
  ListTransactionsInput,
  Transaction,
  TransactionPage,
  TransactionRef,
  UpdateTransactionInput,
} from "@cryptodesk/shared/portfolio/transaction.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { attach, detach, listAttachments, readAttachment } from "./transactions/attachments.ts";
import { bulkEdit } from "./transactions/bulk-edit.ts";
import { deleteTransaction, restoreTransaction, updateTransaction } from "./transactions/edit-transaction.ts";
import { getTransaction, listTransactions } from "./transactions/list-transactions.ts";
import { recordTransaction } from "./transactions/record-transaction.ts";

const TAG = "Transactions";
const PORTFOLIO = "00000000-0000-7000-8000-000000000000";
const TRANSACTION = "00000000-0000-7000-8000-000000000002";

const ATTACHMENT = "00000000-0000-7000-8000-000000000003";

/** Wiring only. */
export function createTransactionRouter() {
  return router({
    list: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/transactions", csv: true },
        access: "portfolio:read",
        tag: TAG,
        summary: "What happened in a portfolio, by time",
        cli: "portfolio transactions",
        example: { portfolioId: PORTFOLIO, limit: 3 },
        exampleNeeds: "portfolioId",
      })
      .input(ListTransactionsInput)
      .output(TransactionPage)
      .query(({ ctx, input }) => listTransactions(ctx, input)),

    create: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/transactions", status: 201 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Record a transaction",
        description:
          "Refused with 409 where more would go out than is held then, unless `allowMissing` says that it did. With `id` or an Idempotency-Key the same request again makes nothing twice.",
        cli: "portfolio add",
        example: {
          portfolioId: PORTFOLIO,
          type: "buy",
          date: "2026-01-31T12:00:00.000Z",
          assetId: "bitcoin",
          quantity: "0.5",
          price: "64250.12",
          fees: "12.5",
        },
        exampleNeeds: "portfolioId",
      })
      .input(CreateTransactionInput)
      .output(Transaction)
      .mutation(({ ctx, input }) => recordTransaction(ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/transactions/{transactionId}", versioned: true },
        access: "portfolio:read",
        tag: TAG,
        summary: "One transaction",
        cli: "portfolio transaction",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION },
        exampleNeeds: "portfolioId",
      })
      .input(TransactionRef)
      .output(Transaction)
      .query(({ ctx, input }) => getTransaction(ctx, input)),

    update: procedure
      .meta({
        rest: { method: "PATCH", path: "/portfolios/{portfolioId}/transactions/{transactionId}", versioned: true },
        access: "portfolio:write",
        tag: TAG,
        summary: "Correct a transaction",
        description: "What is not given stays. Asset and quantity of a transfer change on both sides.",
        cli: "portfolio transaction edit",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION, version: 1, quantity: "0.25" },
        exampleNeeds: "portfolioId",
      })
      .input(UpdateTransactionInput)
      .output(Transaction)
      .mutation(({ ctx, input }) => updateTransaction(ctx, input)),

    delete: procedure
      .meta({
        rest: { method: "DELETE", path: "/portfolios/{portfolioId}/transactions/{transactionId}", versioned: true },
        access: "portfolio:write",
        tag: TAG,
        summary: "Delete a transaction; it can be restored for 30 days",
        description: "Of a transfer both sides.",
        cli: "portfolio transaction delete",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION, version: 1 },
        exampleNeeds: "portfolioId",
      })
      .input(DeleteTransactionInput)
      .output(Transaction)
      .mutation(({ ctx, input }) => deleteTransaction(ctx, input)),

    restore: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/transactions/{transactionId}/restore" },
        access: "portfolio:write",
        tag: TAG,
        summary: "Take back the deletion of a transaction",
        cli: "portfolio transaction restore",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION },
        exampleNeeds: "portfolioId",
      })
      .input(TransactionRef)
      .output(Transaction)
      .mutation(({ ctx, input }) => restoreTransaction(ctx, input)),

    bulkEdit: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/transactions/bulk" },
        access: "portfolio:write",
        tag: TAG,
        summary: "Change many transactions at once: all or none",
        cli: "portfolio transactions edit",
        example: { portfolioId: PORTFOLIO, transactionIds: [TRANSACTION], change: { addTags: ["checked"] } },
        exampleNeeds: "portfolioId",
      })
      .input(BulkEditInput)
      .output(BulkEditAnswer)
      .mutation(({ ctx, input }) => bulkEdit(ctx, input)),

    attachments: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/transactions/{transactionId}/attachments" },
        access: "portfolio:read",
        tag: TAG,
        summary: "Files kept with a transaction",
        cli: "portfolio attachments",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION },
        exampleNeeds: "portfolioId",
      })
      .input(TransactionRef)
      .output(AttachmentList)
      .query(({ ctx, input }) => listAttachments(ctx, input)),

    attach: procedure
      .meta({
        rest: {
          method: "POST",
          path: "/portfolios/{portfolioId}/transactions/{transactionId}/attachments",
          status: 201,
          maxBodyMb: 3,
        },
        access: "portfolio:write",
        tag: TAG,
        summary: "Keep a file with a transaction",
        cli: "portfolio attach",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION, name: "invoice.pdf", data: "JVBERi0xLjcK" },
        exampleNeeds: "portfolioId",
      })
      .input(AttachInput)
      .output(Attachment)
      .mutation(({ ctx, input }) => attach(ctx, input)),

    attachment: procedure
      .meta({
        rest: {
          method: "GET",
          path: "/portfolios/{portfolioId}/transactions/{transactionId}/attachments/{attachmentId}",
        },
        access: "portfolio:read",
        tag: TAG,
        summary: "A file kept with a transaction, with its bytes",
        cli: "portfolio attachment",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION, attachmentId: ATTACHMENT },
        exampleNeeds: "portfolioId",
      })
      .input(AttachmentRef)
      .output(AttachedFile)
      .query(({ ctx, input }) => readAttachment(ctx, input)),

    detach: procedure
      .meta({
        rest: {
          method: "DELETE",
          path: "/portfolios/{portfolioId}/transactions/{transactionId}/attachments/{attachmentId}",
        },
        access: "portfolio:write",
        tag: TAG,
        summary: "Remove a file from a transaction, for good",
        cli: "portfolio detach",
        example: { portfolioId: PORTFOLIO, transactionId: TRANSACTION, attachmentId: ATTACHMENT },
        exampleNeeds: "portfolioId",
      })
      .input(AttachmentRef)
      .output(Attachment)
      .mutation(({ ctx, input }) => detach(ctx, input)),
  });
}
