import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { fetchCsv, joinCsvPages } from "../../lib/fetch-csv.ts";
import { saveFile } from "../../lib/save-file.ts";
import { stringifySearch } from "../../lib/search-text.ts";
import { api } from "../../lib/trpc.ts";
import { useDeletePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { useMay } from "../../session/session.ts";
import { Panel } from "../../ui/panel.tsx";
import { showProblem, showToast } from "../../ui/toast.tsx";
import classes from "./portfolio-settings.module.css";

const CSV_LIMIT = 250;

/** Taking a portfolio along whole or as a table, and deleting it. */
export function ExportPanel({ portfolio, onDeleted }: { portfolio: Portfolio; onDeleted: () => void }) {
  const writes = useMay("portfolio:write");
  const [busy, setBusy] = useState<"json" | "csv" | null>(null);
  const remove = useDeletePortfolio(onDeleted);
  const save = async (kind: "json" | "csv") => {
    setBusy(kind);
    try {
      const text = await (kind === "json" ? documentOf(portfolio.id) : transactionsOf(portfolio.id));
      const file = `${fileName(portfolio.name)}.${kind}`;
      saveFile(file, kind === "json" ? "application/json" : "text/csv", [text]);
      showToast(t("portfolioSettings.savedFile", { file }));
    } catch (error) {
      showProblem(describeError(error).detail);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Panel title={t("portfolioSettings.export")}>
      <div className={classes.form}>
        <p className={classes.hint}>{t("portfolioSettings.exportDetail")}</p>
        <div className={classes.buttons}>
          <Button size="xs" variant="default" loading={busy === "json"} onClick={() => void save("json")}>
            {t("portfolioSettings.exportJson")}
          </Button>
          <Button size="xs" variant="default" loading={busy === "csv"} onClick={() => void save("csv")}>
            {t("portfolioSettings.exportCsv")}
          </Button>
        </div>
        {writes && (
          <>
            <p className={classes.hint}>{t("portfolioSettings.deleteDetail")}</p>
            <div className={classes.buttons}>
              <Button size="xs" color="red.9" loading={remove.isPending} onClick={() => remove.mutate(portfolio)}>
                {t("portfolioSettings.deletePortfolio")}
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

const documentOf = async (portfolioId: string): Promise<string> =>
  JSON.stringify(await api.exchange.exportDocument.query({ portfolioId }));

const transactionsOf = (portfolioId: string): Promise<string> =>
  joinCsvPages(
    (cursor) =>
      `/api/v1/portfolios/${portfolioId}/transactions${stringifySearch({ limit: CSV_LIMIT, order: "oldest", cursor })}`,
    fetchCsv,
  );

/** The portfolio's name as far as a file system takes it, with the day. */
function fileName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${plain || "portfolio"}-${new Date().toISOString().slice(0, 10)}`;
}
