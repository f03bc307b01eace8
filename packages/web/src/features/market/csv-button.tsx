import { Button } from "@mantine/core";
import Download from "lucide-react/icons/download";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { fetchCsv } from "../../lib/fetch-csv.ts";
import { saveFile } from "../../lib/save-file.ts";
import { showProblem } from "../../ui/toast.tsx";
import { type CsvQuestion, collectCsv } from "./export-csv.ts";

/** Saves every row that a question finds. */
export function CsvButton({ question, size, label }: { question: CsvQuestion; size: "xs" | "sm"; label: string }) {
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const day = new Date().toISOString().slice(0, 10);
      saveFile(`cryptodesk-market-${day}.csv`, "text/csv", [await collectCsv(question, fetchCsv)]);
    } catch (error) {
      showProblem(t("market.notSaved", { reason: error instanceof Error ? error.message : "" }));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button
      variant="default"
      size={size}
      loading={saving}
      leftSection={<Download size={size === "xs" ? 14 : 15} aria-hidden="true" />}
      onClick={() => void save()}
    >
      {label}
    </Button>
  );
}
