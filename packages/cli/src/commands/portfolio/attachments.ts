import { basename, resolve } from "node:path";
import { AttachInput, Attachment, AttachmentRef } from "@cryptodesk/shared/portfolio/attachment.contract";
import { TransactionRef } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readBytes } from "../../input/read-bytes.ts";
import { readInput } from "../../input/read-input.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { outputOption, writeReceived } from "../../output/received-file.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { onePage } from "../paging.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";

const COLUMNS: readonly Column<Attachment>[] = [
  { field: "name", header: "Name", shrinkTo: 16, show: ({ name }) => safeText(name) },
  { field: "mediaType", header: "Kind", spare: 2, show: ({ mediaType }) => safeText(mediaType) },
  { field: "size", header: "Bytes", align: "right", show: ({ size }) => count(size) },
  { field: "createdAt", header: "Since (UTC)", spare: 3, show: ({ createdAt }) => clockTime(createdAt) },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

const transactionArgument = () => new Argument("<transaction>", "id of the transaction");
const attachmentArgument = () => new Argument("<attachment>", "id, from `cryptodesk portfolio attachments`");

export function addAttachmentCommands(portfolio: Command, cli: CliContext): void {
  addListCommand(portfolio, cli);
  addAttachCommand(portfolio, cli);
  addReadCommand(portfolio, cli);
  addDetachCommand(portfolio, cli);
}

function addListCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "attachments",
    summary: "Files kept with a transaction",
    arguments: [transactionArgument()],
    examples: [["portfolio attachments 01900000-0000-7000-8000-000000000000", "invoices, receipts, statements"]],
    run: async ({ ask, command, out }, portfolioId, [transactionId]) => {
      const input = readInput(TransactionRef, command, { portfolioId, transactionId });
      const { items, ...rest } = await ask((api) => api.transaction.attachments.query(input));
      const view = { columns: COLUMNS, fields: Object.keys(Attachment.shape), empty: "No file is kept with it." };
      await printRows(out, view, onePage(items, rest));
    },
  });
}

function addAttachCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "attach",
    summary: "Keep a file with a transaction",
    arguments: [transactionArgument(), new Argument("<data>", "path of the file, at most 2 MB")],
    options: [
      new Option("--name <name>", "name it is kept by (default: that of the file)"),
      new Option("--media-type <type>", "what it is (default: by the end of its name, else application/pdf)"),
      idOption(),
    ],
    examples: [["portfolio attach 01900000-0000-7000-8000-000000000000 invoice.pdf", "the invoice of a purchase"]],
    run: async (session, portfolioId, [transactionId, path]) => {
      const { cli: context, command, out } = session;
      const id = chosenId(session);
      const bytes = readBytes(resolve(context.cwd, String(path)));
      const given = {
        portfolioId,
        transactionId,
        id,
        name: command.getOptionValue("name") ?? basename(String(path)),
        mediaType: command.getOptionValue("mediaType") ?? mediaTypeOf(String(path)),
        data: bytes.toString("base64"),
      };
      const input = readInput(AttachInput, command, given);
      const kept = await createOnce(session, id, (api) => api.transaction.attach.mutate(input));
      await printRecord(out, kept, () => drawAttachment(kept, out));
    },
  });
}

function drawAttachment({ name, mediaType, size, sha256, id }: Attachment, out: Output): string {
  const figures = [
    ["File", safeText(name)],
    ["Kind", safeText(mediaType)],
    ["Bytes", count(size)],
    ["SHA-256", sha256],
    ["Id", id],
  ] as const;
  return figureText([{ figures }], out);
}

const MEDIA_TYPES: Record<string, string> = {
  csv: "text/csv",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
};

function mediaTypeOf(path: string): string | undefined {
  return MEDIA_TYPES[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
}

function addReadCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "attachment",
    summary: "A file that is kept with a transaction",
    arguments: [transactionArgument(), attachmentArgument()],
    options: [outputOption()],
    examples: [["portfolio attachment <transaction> <attachment> --output invoice.pdf", "the file again"]],
    run: async (session, portfolioId, [transactionId, attachmentId]) => {
      const { ask, command, out } = session;
      const input = readInput(AttachmentRef, command, { portfolioId, transactionId, attachmentId });
      const file = await ask((api) => api.transaction.attachment.query(input));
      if (out.format === "json") return printRecord(out, file, () => "");
      writeReceived(session, Buffer.from(file.data, "base64"), basename(file.attachment.name));
    },
  });
}

function addDetachCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "detach",
    summary: "Delete a file that is kept with a transaction",
    arguments: [transactionArgument(), attachmentArgument()],
    options: [yesOption()],
    examples: [["portfolio detach <transaction> <attachment> --yes", "for good"]],
    run: async (session, portfolioId, [transactionId, attachmentId]) => {
      const input = readInput(AttachmentRef, session.command, { portfolioId, transactionId, attachmentId });
      await agreeOrStop(session, "Delete the file? It cannot be brought back.");
      const gone = await session.ask((api) => api.transaction.detach.mutate(input));
      await printRecord(session.out, gone, () => drawAttachment(gone, session.out));
    },
  });
}
