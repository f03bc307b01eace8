import { Button, Group } from "@mantine/core";
import Download from "lucide-react/icons/download";
import { t } from "../../catalogue/catalogue.ts";
import { saveFile } from "../../lib/save-file.ts";
import { api } from "../../lib/trpc.ts";
import { useAction } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";
import { accountCsv } from "./account-csv.ts";

type Form = "json" | "csv";

/** Everything one owns, to take along. */
export function ExportPanel() {
  const save = useAction({
    act: (_form: Form) => api.account.export.query({}),
    refresh: ["audit"],
    onDone: (owned, form) => {
      const file = `cryptodesk-account-${owned.exportedAt.slice(0, 10)}.${form}`;
      if (form === "json") saveFile(file, "application/json", [`${JSON.stringify(owned, null, 2)}\n`]);
      else saveFile(file, "text/csv", [accountCsv(owned)]);
      showToast(t("account.exported", { file }));
    },
  });
  return (
    <Panel title={t("account.export")}>
      <p className={classes.text}>{t("account.exportDetail")}</p>
      <Group gap="xs" mt="sm">
        {(["json", "csv"] as const).map((form) => (
          <Button
            key={form}
            variant="default"
            size="sm"
            leftSection={<Download size={15} aria-hidden="true" />}
            loading={save.isPending && save.variables === form}
            disabled={save.isPending && save.variables !== form}
            onClick={() => save.mutate(form)}
          >
            {t(form === "json" ? "account.exportJson" : "account.exportCsv")}
          </Button>
        ))}
      </Group>
    </Panel>
  );
}
