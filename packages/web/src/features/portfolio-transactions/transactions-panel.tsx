import type { MissingEntry } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { formatCount } from "../../lib/format.ts";
import { api } from "../../lib/trpc.ts";
import { useMissing } from "../../portfolio-data/use-figures.ts";
import { useTransactions } from "../../portfolio-data/use-transactions.ts";
import { useWallets } from "../../portfolio-data/use-wallets.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useMay } from "../../session/session.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { showProblem } from "../../ui/toast.tsx";
import { CsvButton } from "./csv-button.tsx";
import { type EntryDraft, emptyEntry, entryOf, minuteOf } from "./entry-draft.ts";
import { MissingQueue } from "./missing-queue.tsx";
import { TransactionEntry } from "./transaction-entry.tsx";
import { TransactionFilters } from "./transaction-filters.tsx";
import { TransactionRows } from "./transaction-rows.tsx";
import { isFiltered, type TransactionSearch, transactionQuestion } from "./transaction-search.ts";
import { useEntryKeys } from "./use-entry-keys.ts";

/** What the entry form is open for: something new, or the correction of a transaction. */
export interface OpenEntry {
  initial: EntryDraft;
  replaces: Transaction | null;
}

/** What happened in a portfolio: reading, recording, correcting and deleting it. */
export function TransactionsPanel({ portfolio, search, onSearch }: TransactionsPanelProps) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTransactions(
    portfolio.id,
    transactionQuestion(search),
  );
  const wallets = useWallets(portfolio.id).data?.items ?? [];
  const writes = useMay("portfolio:write");
  const [entry, setEntry] = useState<OpenEntry | null>(null);
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const openNew = () => setEntry({ initial: newEntry(portfolio.currency), replaces: null });
  const correct = (row: Transaction) => setEntry({ initial: entryOf(row), replaces: row });
  const mend = ({ transactionId }: MissingEntry) =>
    void api.transaction.get
      .query({ portfolioId: portfolio.id, transactionId })
      .then(correct, (reason: unknown) => showProblem(describeError(reason).detail));
  const treat = (missing: MissingEntry) => {
    if (missing.reason !== "not-acquired") return mend(missing);
    setEntry({ initial: acquisitionOf(missing, portfolio.currency), replaces: null });
  };
  const [firstMissing] = useMissing(portfolio.id).data?.items ?? [];
  useEntryKeys({ n: openNew, m: () => firstMissing && treat(firstMissing) }, writes);
  return (
    <>
      {entry && <TransactionEntry portfolio={portfolio} wallets={wallets} open={entry} onOpen={setEntry} />}
      <MissingQueue portfolioId={portfolio.id} currency={portfolio.currency} writes={writes} onTreat={treat} />
      <Panel
        title={t("portfolio.tabs.transactions")}
        note={data && t("transactions.total", { count: total, amount: formatCount(total) })}
        flush
        actions={
          <>
            <CsvButton portfolioId={portfolio.id} search={search} />
            {writes && (
              <Button size="xs" title={t("transactions.newTitle")} onClick={openNew}>
                {t("transactions.new")}
              </Button>
            )}
          </>
        }
      >
        <TransactionFilters search={search} wallets={wallets} onSearch={onSearch} />
        {isPending && <Skeleton height={420} radius={0} />}
        {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && rows.length === 0 && (
          <EmptyNotice
            title={t(isFiltered(search) ? "transactions.noneFound" : "transactions.none")}
            detail={t(isFiltered(search) ? "transactions.noneFoundDetail" : "transactions.noneDetail")}
            action={
              writes &&
              !isFiltered(search) && (
                <Button size="xs" onClick={openNew}>
                  {t("transactions.new")}
                </Button>
              )
            }
          />
        )}
        {rows.length > 0 && (
          <TransactionRows
            portfolio={portfolio}
            wallets={wallets}
            rows={rows}
            total={total}
            writes={writes}
            search={search}
            onSearch={onSearch}
            hasMore={hasNextPage && !isFetchingNextPage}
            onMore={() => void fetchNextPage()}
            onCorrect={correct}
          />
        )}
      </Panel>
      <MayNotice permission="portfolio:write" />
    </>
  );
}

interface TransactionsPanelProps {
  portfolio: Portfolio;
  search: TransactionSearch;
  onSearch: (search: TransactionSearch) => void;
}

const newEntry = (currency: string): EntryDraft =>
  emptyEntry("buy", minuteOf(new Date().toISOString()).slice(0, "2026-01-31T12:00".length), currency);

/** The acquisition that a missing one asks for: the units that are missing, right before they went out. */
function acquisitionOf({ asset, quantity, date, walletId }: MissingEntry, currency: string): EntryDraft {
  const before = new Date(Date.parse(date) - 60_000).toISOString();
  return {
    ...emptyEntry("buy", minuteOf(before), currency),
    assetId: asset.id,
    quantity,
    walletId: walletId ?? "",
  };
}
