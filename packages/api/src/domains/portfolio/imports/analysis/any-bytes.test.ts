import { describe, expect, it } from "vitest";
import { FORMATS } from "../formats/format-registry.ts";
import { readText } from "./read-text.fixture.ts";

/** Numbers from a seed, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const CELLS = [
  "",
  "-",
  "0",
  "1",
  "-1",
  "1.5",
  "1,5",
  "1.234,5",
  "1,234.5",
  "1E-05",
  "(3)",
  "€5",
  "BTC",
  "EUR",
  "Ƀ",
  "100 USDT",
  "0.1BTC",
  "2024-01-01 10:00:00",
  "2024-02-30",
  "31/12/2024",
  "12/31/2024 3:00 PM",
  "1658912400000",
  "buy",
  "sell",
  "deposit",
  "withdrawal",
  "trade",
  "staking",
  "reward",
  "fee",
  "transfer",
  "Spot",
  "approved / x",
  "BTCUSDT",
  "XXBTZEUR",
  "true",
  '"',
  '""',
  "a\u0000b",
  "\ud800",
  "9".repeat(80),
  "=1+1",
  "{}",
  "[]",
  "\u202e",
  "💰",
];

/** Rows of whatever cells there are under a header; some are too short or too long. */
function anyFile(header: readonly string[], random: () => number): string[] {
  const quoted = (cell: string) => (/[",]/.test(cell) && cell !== '"' ? `"${cell.replaceAll('"', '""')}"` : cell);
  const row = () => {
    const width = random() < 0.05 ? Math.floor(random() * 20) + 1 : header.length;
    return Array.from({ length: width }, () => quoted(CELLS[Math.floor(random() * CELLS.length)] ?? "")).join(",");
  };
  return [header.map((name) => name.replace(/#\d+$/, "")).join(","), ...Array.from({ length: 120 }, row)];
}

describe("any bytes at all", () => {
  it("are refused or asked about with a sentence, and never break the reader", async () => {
    const random = seeded(5);
    for (let round = 0; round < 150; round += 1) {
      const bytes = Uint8Array.from({ length: 1 + Math.floor(random() * 3_000) }, () =>
        Math.floor(random() * (round % 3 === 0 ? 128 : 256)),
      );
      const { result, rows } = await readText(bytes, {}, 1 + Math.floor(random() * 500));
      if (result.findings === null) expect(result.problem?.detail).toMatch(/\.$/);
      else expect(result.findings.questions.length + rows.length).toBeGreaterThan(0);
      expect(result.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it.each(FORMATS.flatMap(({ format, headers }) => headers.map((header, at) => ({ format, at, header }))))(
    "under the header of $format ($at) every line comes out once, with a reason where it is not used",
    async ({ format, header }) => {
      const lines = anyFile(header, seeded(header.length * 31 + format.length));
      const { result, rows } = await readText(lines.join("\n"), {
        dateOrder: "dmy",
        decimalMark: ".",
        currency: "eur",
      });
      if (result.findings === null) return expect(result.problem?.detail).toBeTruthy();
      expect(rows.length).toBe(result.findings.counts.rows);
      expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
      for (const { state, reason, joins, drafts } of rows) {
        if (state !== "new") expect(reason).toBeTruthy();
        if (state === "new" && drafts.length === 0) expect(joins).toHaveLength(1);
        expect(JSON.stringify(drafts)).not.toContain("\\u0000");
      }
    },
  );
});
