import { type Transaction, TransactionError } from "./transaction.ts";

/**
 * Transfers of which both sides are there, apart from everything else.
 * @throws TransactionError for an id or a side of a link that occurs twice
 */
export function pairSides(transactions: readonly Transaction[]) {
  const outs = new Map<string, Transaction & { type: "transfer-out" }>();
  const ins = new Map<string, Transaction & { type: "transfer-in" }>();
  const others: Transaction[] = [];
  const ids = new Set<string>();
  for (const transaction of transactions) {
    const { id, type } = transaction;
    if (ids.has(id)) throw new TransactionError(id, "id", "occurs twice");
    ids.add(id);
    if (type === "transfer-out") addSide(outs, transaction);
    else if (type === "transfer-in") addSide(ins, transaction);
    else others.push(transaction);
  }
  const moves: { out: Transaction & { type: "transfer-out" }; into: Transaction & { type: "transfer-in" } }[] = [];
  for (const [link, out] of outs) {
    const into = ins.get(link);
    if (into === undefined) others.push(out);
    else moves.push({ out, into });
  }
  for (const [link, into] of ins) if (!outs.has(link)) others.push(into);
  return { moves, others };
}

function addSide<T extends Transaction & { link: string }>(sides: Map<string, T>, side: T): void {
  if (sides.has(side.link)) throw new TransactionError(side.id, "link", `${side.link} occurs twice`);
  sides.set(side.link, side);
}
