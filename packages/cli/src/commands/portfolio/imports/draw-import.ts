import type { ImportRow, PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { units } from "../../../output/amounts.ts";
import { count } from "../../../output/numbers.ts";
import type { Output } from "../../../output/output.ts";
import { cutTo, safeText } from "../../../output/plain-text.ts";
import { figureText } from "../../../output/record.ts";
import { clockTime } from "../../../output/times.ts";

type Figure = readonly [name: string, value: string];

const CELLS_WIDTH = 80;

/** What was found in a file, and what became or becomes of it. */
export function drawImport(found: PortfolioImport, out: Output): string {
  const { fileName, size, received, state, formatName, counts, problem, id } = found;
  const figures: Figure[] = [
    ["File", `${safeText(fileName)}, ${count(size)} bytes${received < size ? `, ${count(received)} here` : ""}`],
    ["Made by", formatName === null ? "not known" : safeText(formatName)],
    ["State", stateText(state, out)],
    ...(problem === null ? [] : [["Problem", out.palette.bad(problemText(found))] as const]),
    ...readingFigures(found),
    ...(found.sameFileAs === null
      ? []
      : [["Same file", out.palette.warn(`imported already, as ${found.sameFileAs}`)] as const]),
    ...(found.committedAt === null ? [] : [["Recorded", `${clockTime(found.committedAt)} UTC`] as const]),
    ...(found.undoneAt === null ? [] : [["Taken back", `${clockTime(found.undoneAt)} UTC`] as const]),
    ["Id", id],
  ];
  const rows: Figure[] = [
    ["Rows", count(counts.rows)],
    ["New", `${count(counts.new)}, ${count(counts.transactions)} transactions`],
    ["There already", count(counts.duplicate)],
    ["Refused", counts.refused === 0 ? "none" : out.palette.warn(count(counts.refused))],
    ["Ignored", count(counts.ignored)],
    ["Transfers", `${count(counts.transfers)} between own wallets`],
  ];
  return figureText(
    [
      { figures },
      { title: "What was found", figures: rows },
      { title: "Symbols", figures: symbolFigures(found, out) },
      { title: "Questions", figures: questionFigures(found) },
    ],
    out,
  );
}

function stateText(state: PortfolioImport["state"], { palette }: Output): string {
  const words: Record<PortfolioImport["state"], string> = {
    uploading: "not all of it is here yet",
    analysing: "being read",
    asking: palette.warn("waits for answers"),
    ready: "read; nothing is recorded yet",
    refused: palette.bad("cannot be used"),
    committing: "being recorded",
    committed: palette.good("recorded"),
    undone: "taken back",
    failed: palette.bad("failed"),
  };
  return words[state];
}

/** Why a file cannot be used, with the line and its cells where there is one. */
export function problemText({ problem }: PortfolioImport): string {
  if (problem === null) return "";
  const line = problem.line === null ? "" : `line ${problem.line}: `;
  const cells = problem.cells === null ? "" : ` (${cellsText(problem.cells)})`;
  return `${line}${safeText(problem.detail)}${cells}`;
}

export function cellsText(cells: readonly string[]): string {
  return cutTo(safeText(cells.join(", ")), CELLS_WIDTH);
}

function readingFigures({ reading }: PortfolioImport): Figure[] {
  if (reading === null) return [];
  const { dateOrder, decimalMark, encoding, headerLine, timeZone } = reading;
  const order = dateOrder === null ? "" : `, dates as ${dateOrder}`;
  return [
    ["Read as", `${encoding}, header in line ${headerLine}${order}, decimals after "${decimalMark}", ${timeZone}`],
  ];
}

/** What every symbol was taken for; a choice among several is told with the flag that changes it. */
function symbolFigures({ assets }: PortfolioImport, { palette }: Output): Figure[] {
  return assets
    .filter(({ decided }) => decided !== "fiat")
    .map(({ symbol, assetId, name, rows, others, decided }) => {
      const what = assetId === null ? "" : `${safeText(name ?? assetId)} (${safeText(assetId)})`;
      const among =
        others > 0 ? `, the best-ranked of ${count(others + 1)}; --asset ${safeText(symbol)}=<coin> for another` : "";
      const texts = {
        given: what || "left out",
        only: what,
        "best-ranked": `${what}${among}`,
        unknown: palette.warn(
          `${what === "" ? "not known" : `not known, kept as ${safeText(assetId ?? "")} without a price`}; --asset ${safeText(symbol)}=<coin>`,
        ),
        fiat: what,
        ignored: "left out",
      };
      return [safeText(symbol), `${texts[decided]}  ${count(rows)} ${rows === 1 ? "row" : "rows"}`] as const;
    });
}

function questionFigures({ questions, state }: PortfolioImport): Figure[] {
  if (["committed", "undone"].includes(state)) return [];
  return questions
    .filter(({ option }) => option !== "assets")
    .map(({ option, detail, isRequired, suggested }) => {
      const stands = isRequired || suggested === null ? "" : ` (${safeText(suggested)} until it is answered)`;
      return [option, `${safeText(detail)}${stands}`] as const;
    });
}

/** A row of the file in one line: what is recorded, or why not. */
export function rowText(row: ImportRow): string {
  const drafts = row.drafts.map(draftText).join("; ");
  const joined = row.joins.length > 0 ? ` with line ${row.joins.join(", ")}` : "";
  const transfer = row.transferWith === null ? "" : `, a transfer with line ${row.transferWith}`;
  const reason = row.reason === null ? "" : safeText(row.reason);
  return [drafts === "" ? "" : `${drafts}${transfer}`, reason, joined.trim()].filter(Boolean).join("; ");
}

function draftText({
  type,
  date,
  assetId,
  quantity,
  toAssetId,
  toQuantity,
  fees,
  feeAssetId,
  currency,
}: TransactionDraft): string {
  const out =
    assetId === undefined ? "" : ` ${quantity === undefined ? "" : `${units(quantity)} `}${safeText(assetId)}`;
  const into = toAssetId === undefined ? "" : ` for ${units(toQuantity)} ${safeText(toAssetId)}`;
  const paid = fees ? `, fee ${units(fees)} ${safeText(feeAssetId ?? currency ?? "")}`.trimEnd() : "";
  return `${clockTime(date).slice(0, 16)} ${type}${out}${into}${paid}`;
}
