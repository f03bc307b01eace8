import { Button } from "@mantine/core";
import Download from "lucide-react/icons/download";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { fetchCsv, joinCsvPages } from "../../lib/fetch-csv.ts";
import { saveFile } from "../../lib/save-file.ts";
import { stringifySearch } from "../../lib/search-text.ts";
import { showProblem, showToast } from "../../ui/toast.tsx";
import { type TransactionSearch, transactionQuestion } from "./transaction-search.ts";

const LIMIT = 250;

/** Saves exactly what the filters let through. */
export function CsvButton({ portfolioId, search }: { portfolioId: string; search: TransactionSearch }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const question = { ...transactionQuestion(search), limit: LIMIT };
      const csv = await joinCsvPages(
        (cursor) => `/api/v1/portfolios/${portfolioId}/transactions${stringifySearch({ ...question, cursor })}`,
        fetchCsv,
      );
      const file = `cryptodesk-transactions-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(file, "text/csv", [csv]);
      showToast(t("transactions.csvSaved", { file }));
    } catch (error) {
      showProblem(describeError(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="xs"
      variant="default"
      title={t("transactions.csvTitle")}
      leftSection={<Download size={14} aria-hidden="true" />}
      loading={busy}
      onClick={() => void save()}
    >
      {t("transactions.csv")}
    </Button>
  );
}
