import {
  IMPORT_FORMATS,
  ImportFormat,
  type ImportOptions,
  type PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import { NativeSelect } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { importWords } from "./import-words.ts";
import { useImportFormats } from "./use-imports.ts";

type Chosen = "format" | "dateOrder" | "decimalMark";

/** One way of reading the file among those that there are; empty: as the file shows. */
export function ChoiceField({ option, found, value, onChange }: ChoiceFieldProps) {
  const formats = useImportFormats(option === "format");
  const question = found.questions.find((asked) => asked.option === option);
  const names = new Map(formats.data?.items.map(({ format, name }) => [format, importWords(name)]));
  const choices = {
    format: IMPORT_FORMATS.map((format) => ({ value: format, label: names.get(format) ?? format })),
    dateOrder: (["ymd", "dmy", "mdy"] as const).map((order) => ({
      value: order,
      label: t(`imports.dateOrders.${order}`),
    })),
    decimalMark: [
      { value: ".", label: t("imports.point") },
      { value: ",", label: t("imports.comma") },
    ],
  }[option];
  const required = question?.isRequired === true;
  return (
    <NativeSelect
      size="xs"
      label={t(`imports.${option}`)}
      required={required}
      value={value ?? ""}
      data={[{ value: "", label: t(required ? "imports.pleaseChoose" : "imports.asFound") }, ...choices]}
      onChange={({ currentTarget }) => onChange(partOf(option, currentTarget.value))}
    />
  );
}

interface ChoiceFieldProps {
  option: Chosen;
  found: PortfolioImport;
  value: string | undefined;
  onChange: (part: Partial<ImportOptions>) => void;
}

type Part = { [Key in Chosen]?: ImportOptions[Key] | undefined };

function partOf(option: Chosen, value: string): Partial<ImportOptions> {
  const part: Part =
    option === "format"
      ? { format: ImportFormat.safeParse(value).data }
      : option === "dateOrder"
        ? { dateOrder: value === "ymd" || value === "dmy" || value === "mdy" ? value : undefined }
        : { decimalMark: value === "." || value === "," ? value : undefined };
  return part as Partial<ImportOptions>;
}
