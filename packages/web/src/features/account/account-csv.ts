import type { AccountExport } from "@cryptodesk/shared/identity/account.contract";

const HEAD = ["part", "item", "field", "value"];
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * Everything an account owns as one table (RFC 4180): a line for each field of each thing. `part` is what it belongs to,
 * e.g. `sessions`; `item` counts the things of a part from 1; what is nested is JSON.
 */
export function accountCsv({ exportedAt, account, workspace, ...lists }: AccountExport): string {
  const lines = [
    HEAD,
    ["export", "1", "exportedAt", exportedAt],
    ...fieldsOf("account", 1, account),
    ...Object.entries(lists).flatMap(([part, items]) =>
      items.flatMap((item, index) => fieldsOf(part, index + 1, item)),
    ),
    ...fieldsOf("workspace", 1, workspace),
  ];
  return lines.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

function fieldsOf(part: string, item: number, fields: Record<string, unknown>): string[][] {
  return Object.entries(fields).map(([field, value]) => [part, String(item), field, textOf(value)]);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// Spreadsheets run a cell that starts like a formula; an apostrophe makes it text.
function cellOf(text: string): string {
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
