import { Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { RecordTable } from "../../ui/record-table.tsx";
import { importWords } from "./import-words.ts";
import { useImportFormats } from "./use-imports.ts";

/** Which files are known and where they come from. */
export function FormatTable() {
  const { data } = useImportFormats(true);
  if (!data) return <Skeleton height={200} />;
  return (
    <RecordTable
      label={t("imports.formats")}
      columns={[t("imports.format"), t("imports.whereFrom")]}
      rows={data.items.map(({ format, name, detail }) => ({
        key: format,
        cells: [importWords(name), importWords(detail)],
      }))}
    />
  );
}
