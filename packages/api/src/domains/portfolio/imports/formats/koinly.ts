import { idOf, noteOf } from "./events.ts";
import type { EventKind } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { kindOfSides, twoSided, valued } from "./two-sided.ts";

/** What a label makes of a deposit, and of a withdrawal. */
const LABELS: Readonly<Record<string, { in?: EventKind; out?: EventKind }>> = {
  reward: { in: "staking-reward" },
  staking: { in: "staking-reward" },
  income: { in: "airdrop" },
  "other income": { in: "airdrop" },
  "loan interest": { in: "interest", out: "fee" },
  "lending interest": { in: "interest" },
  airdrop: { in: "airdrop" },
  fork: { in: "airdrop" },
  cashback: { in: "airdrop" },
  salary: { in: "airdrop" },
  mining: { in: "mining" },
  gift: { in: "gift-in", out: "gift-out" },
  donation: { out: "gift-out" },
  lost: { out: "lost" },
  stolen: { out: "stolen" },
  cost: { out: "spend" },
  "margin fee": { out: "fee" },
  "loan fee": { out: "fee" },
  fee: { out: "fee" },
  "realized gain": { in: "airdrop", out: "fee" },
};

export const koinly: FormatDefinition = {
  format: "koinly",
  name: "Koinly: universal",
  detail: "At Koinly under Transactions, Export, universal format; also what others write for Koinly.",
  headers: [
    [
      "date",
      "sent amount",
      "sent currency",
      "received amount",
      "received currency",
      "fee amount",
      "fee currency",
      "label",
    ],
  ],
  dates: ["date"],
  amounts: ["sent amount", "received amount", "fee amount", "net worth amount"],
  clock: "utc",
  spare: ["description", "txhash"],
  read: rowByRow((row) => {
    const into = row.units("received amount", "received currency");
    const out = row.units("sent amount", "sent currency");
    const label = row.text("label");
    const plain = kindOfSides(into, out);
    const meant = LABELS[label.toLowerCase()];
    const kind = (plain === "deposit" ? meant?.in : plain === "withdrawal" ? meant?.out : undefined) ?? plain;
    return twoSided(
      row.time("date"),
      kind,
      { into, out },
      {
        fees: row.fee("fee amount", "fee currency"),
        id: idOf(row.text("txhash")),
        note: noteOf(label, row.text("description")),
        ...valued(
          row.optional("net worth amount"),
          row.isEmpty("net worth currency") ? null : row.symbol("net worth currency"),
        ),
      },
    );
  }),
};
