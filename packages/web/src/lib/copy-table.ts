import { putOnClipboard } from "./clipboard.ts";

/** Rows as text with tabs between cells: what a spreadsheet takes. Tabs and line breaks inside a cell become spaces. */
export function tableText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, " ").trim()).join("\t")).join("\n");
}

/** The same as an HTML table with a head row: what a document takes. */
export function tableHtml(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: "th" | "td") =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const [head = [], ...body] = rows;
  return `<table><thead>${line(head, "th")}</thead><tbody>${body.map((cells) => line(cells, "td")).join("")}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
}

/**
 * Puts a table on the clipboard, as HTML and as text; the first row is its head.
 * @throws when the browser refuses
 */
export async function copyTable(rows: readonly (readonly string[])[]): Promise<void> {
  await putOnClipboard({ "text/plain": tableText(rows), "text/html": tableHtml(rows) });
}
