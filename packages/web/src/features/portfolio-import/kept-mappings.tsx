import type { ColumnMapping, SavedMapping } from "@cryptodesk/shared/portfolio/import.contract";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { useAction } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";
import classes from "./import.module.css";

/** Mappings that were kept for files of the same make: one is taken over when it is chosen, and can then be deleted. */
export function KeptMappings({ kept, onChoose }: KeptMappingsProps) {
  const [id, setId] = useState("");
  const chosen = kept.find((each) => each.id === id);
  const remove = useAction({
    act: ({ id: mappingId }: SavedMapping) => api.portfolioImport.deleteMapping.mutate({ mappingId }),
    refresh: ["portfolioImport"],
    onDone: (_nothing, { name }) => {
      setId("");
      showToast(t("imports.mappingDeleted", { name }));
    },
  });
  return (
    <div className={classes.keep}>
      <NativeSelect
        size="xs"
        label={t("imports.keptMappings")}
        value={chosen ? id : ""}
        data={[
          { value: "", label: t("imports.pleaseChoose") },
          ...kept.map((each) => ({ value: each.id, label: each.name })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          setId(value);
          const found = kept.find((each) => each.id === value);
          if (found) onChoose(found.mapping);
        }}
      />
      {chosen && (
        <Button size="xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate(chosen)}>
          {t("imports.deleteMapping", { name: chosen.name })}
        </Button>
      )}
    </div>
  );
}

interface KeptMappingsProps {
  kept: readonly SavedMapping[];
  onChoose: (mapping: ColumnMapping) => void;
}
