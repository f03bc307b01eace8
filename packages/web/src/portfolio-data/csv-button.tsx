import { Button } from "@mantine/core";
import Download from "lucide-react/icons/download";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { describeError } from "../lib/api-error.ts";
import { fetchCsv, joinCsvPages } from "../lib/fetch-csv.ts";
import { saveFile } from "../lib/save-file.ts";
import { stringifySearch } from "../lib/search-text.ts";
import { showProblem, showToast } from "../ui/toast.tsx";

/** Saves a list of the REST API as one CSV file. `path` is below /api/v1, `name` a part of the file's name. */
export function CsvButton({ path, name, question = {} }: CsvButtonProps) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const csv = await joinCsvPages(
        (cursor) => `/api/v1/${path}${stringifySearch({ ...question, cursor })}`,
        fetchCsv,
      );
      const file = `cryptodesk-${name}-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(file, "text/csv", [csv]);
      showToast(t("figures.csvSaved", { file }));
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
      leftSection={<Download size={14} aria-hidden="true" />}
      loading={busy}
      onClick={() => void save()}
    >
      {t("figures.csv")}
    </Button>
  );
}

interface CsvButtonProps {
  path: string;
  name: string;
  question?: Record<string, unknown>;
}
