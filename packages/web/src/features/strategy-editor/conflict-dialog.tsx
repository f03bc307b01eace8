import { diffLines } from "@cryptodesk/quant/rules/diff-lines";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { useStrategy } from "../../strategy-data/use-strategies.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { DiffView } from "./diff-view.tsx";
import classes from "./strategy-editor.module.css";

/** Somebody saved since these rules were opened: shows theirs beside these, and asks which shall be the newest. */
export function ConflictDialog({ strategyId, text, onTakeTheirs, onSaveOver, onClose }: ConflictDialogProps) {
  const { data, error, isFetching, refetch } = useStrategy(strategyId);
  return (
    <Dialog opened title={t("strategyEditor.conflict.title")} onClose={onClose}>
      {isFetching && <Skeleton height={200} />}
      {!isFetching && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!isFetching && data && (
        <div className={classes.stack}>
          <p className={classes.hint}>
            {t("strategyEditor.conflict.detail", { version: data.version, at: formatDateTime(data.savedAt) })}
          </p>
          <DiffView label={t("strategyEditor.conflict.diff")} lines={diffLines(data.text, text)} />
          <div className={classes.row}>
            <Button size="sm" variant="default" onClick={onClose}>
              {t("strategyEditor.conflict.keepEditing")}
            </Button>
            <Button size="sm" variant="default" onClick={() => onTakeTheirs(data)}>
              {t("strategyEditor.conflict.takeTheirs")}
            </Button>
            <Button size="sm" onClick={() => onSaveOver(data.version)}>
              {t("strategyEditor.conflict.saveOver")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

interface ConflictDialogProps {
  strategyId: string;
  /** The rules that could not be saved. */
  text: string;
  onTakeTheirs: (theirs: StrategyDetail) => void;
  onSaveOver: (version: number) => void;
  onClose: () => void;
}
