import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { formatCount } from "../../lib/format.ts";
import { api } from "../../lib/trpc.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { showProblem, showToast } from "../../ui/toast.tsx";
import classes from "./import.module.css";
import { saveImportFile } from "./save-import-file.ts";
import { isWorking, useDiscardImport, useImportAction } from "./use-imports.ts";

/** What can be done with the file of an import: taken back or thrown away, and saved as it came. */
export function FileActions({ found, onGone = () => {} }: { found: PortfolioImport; onGone?: () => void }) {
  const writes = useMay("portfolio:write");
  const [asking, setAsking] = useState(false);
  const discard = useDiscardImport(onGone);
  const { id: importId, portfolioId, fileName, state } = found;
  const whole = found.received === found.size;
  return (
    <span className={classes.actions}>
      {whole && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t("imports.saveFileOf", { file: fileName })}
          onClick={() => void saveImportFile(found).catch((error: unknown) => showProblem(describeError(error).detail))}
        >
          {t("imports.saveFile")}
        </Button>
      )}
      {writes && state === "committed" && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t("imports.undoOf", { file: fileName })}
          onClick={() => setAsking(true)}
        >
          {t("imports.undo")}
        </Button>
      )}
      {writes && state !== "committed" && !isWorking(found) && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t("imports.discardOf", { file: fileName })}
          loading={discard.isPending}
          onClick={() => discard.mutate({ portfolioId, importId })}
        >
          {t("imports.discard")}
        </Button>
      )}
      {asking && <UndoDialog found={found} onClose={() => setAsking(false)} />}
    </span>
  );
}

function UndoDialog({ found, onClose }: { found: PortfolioImport; onClose: () => void }) {
  const [allowEdited, setAllowEdited] = useState(false);
  const { id: importId, portfolioId, fileName, counts } = found;
  const undo = useImportAction(
    () => api.portfolioImport.undo.mutate({ portfolioId, importId, allowEdited }),
    () => {
      showToast(t("imports.undone", { file: fileName }));
      onClose();
    },
  );
  return (
    <AskDialog
      title={t("imports.undoTitle", { file: fileName })}
      confirm={t("imports.undo")}
      busy={undo.isPending}
      error={reasonOf(undo.error)}
      onConfirm={() => undo.mutate({ portfolioId, importId })}
      onClose={onClose}
    >
      <p>{t("imports.undoDetail", { count: counts.transactions, amount: formatCount(counts.transactions) })}</p>
      <Checkbox
        checked={allowEdited}
        label={t("imports.undoEdited")}
        onChange={({ currentTarget }) => setAllowEdited(currentTarget.checked)}
      />
    </AskDialog>
  );
}
