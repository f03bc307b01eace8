import { type ColumnMapping, ColumnMapping as Mapping } from "@cryptodesk/shared/portfolio/import.contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { api } from "../../lib/trpc.ts";
import { useAction } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";
import classes from "./import.module.css";
import { KeptMappings } from "./kept-mappings.tsx";
import { useMappings } from "./use-imports.ts";

const COLUMNS = [
  "date",
  "type",
  "asset",
  "quantity",
  "inAsset",
  "inQuantity",
  "outAsset",
  "outQuantity",
  "price",
  "value",
  "currency",
  "fee",
  "feeAsset",
  "note",
  "id",
] as const satisfies readonly (keyof ColumnMapping)[];

/** Says which column of a file of unknown make means what, by hand or as it was kept for an earlier file. */
export function MappingForm({ headers, mapping, onChange }: MappingFormProps) {
  const mappings = useMappings();
  const [name, setName] = useState("");
  const save = useAction({
    act: (input: { name: string; mapping: ColumnMapping }) =>
      api.portfolioImport.saveMapping.mutate({ id: newId(), ...input }),
    refresh: ["portfolioImport"],
    onDone: (kept) => {
      setName("");
      showToast(t("imports.mappingKept", { name: kept.name }));
    },
  });
  const kept = mappings.data?.items ?? [];
  const set = (column: (typeof COLUMNS)[number], header: string) => {
    const { [column]: _before, ...rest } = mapping ?? { date: "" };
    const next = header === "" ? rest : { ...rest, [column]: header };
    onChange(Mapping.safeParse({ date: "", ...next }).data);
  };
  return (
    <fieldset className={classes.mapping}>
      <legend>{t("imports.mapping")}</legend>
      <p className={classes.quiet}>{t("imports.mappingHint")}</p>
      {kept.length > 0 && <KeptMappings kept={kept} onChoose={onChange} />}
      <div className={classes.fields}>
        {COLUMNS.map((column) => (
          <NativeSelect
            key={column}
            size="xs"
            label={t(`imports.columns.${column}`)}
            required={column === "date"}
            value={mapping?.[column] ?? ""}
            data={[{ value: "", label: t("imports.noColumn") }, ...new Set(headers)]}
            onChange={({ currentTarget }) => set(column, currentTarget.value)}
          />
        ))}
      </div>
      <div className={classes.keep}>
        <TextInput
          size="xs"
          label={t("imports.keepAs")}
          value={name}
          maxLength={80}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={name.trim() === "" || mapping === undefined || mapping.date === ""}
          loading={save.isPending}
          onClick={() => mapping && save.mutate({ name: name.trim(), mapping })}
        >
          {t("imports.keep")}
        </Button>
      </div>
    </fieldset>
  );
}

interface MappingFormProps {
  headers: readonly string[];
  mapping: ColumnMapping | undefined;
  onChange: (mapping: ColumnMapping | undefined) => void;
}
