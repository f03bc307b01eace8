import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, TextInput } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { readProblem } from "../../lib/api-error.ts";
import { reasonOf } from "../../session/use-action.ts";
import { useSaveStrategy } from "../../strategy-data/use-strategies.ts";
import { showToast } from "../../ui/toast.tsx";
import classes from "./strategy-editor.module.css";
import type { EditedDocument } from "./use-document.ts";

const ConflictDialog = lazy(() =>
  import("./conflict-dialog.tsx").then((module) => ({ default: module.ConflictDialog })),
);

const CHANGED_MEANWHILE = 412;

/** Saves what was changed as a version, with a note; Ctrl+S does the same. */
export function SaveBar({ edited, newest }: { edited: EditedDocument; newest: StrategyDetail }) {
  const { document, base, isDirty, open } = edited;
  const [note, setNote] = useState("");
  const save = useSaveStrategy((saved) => {
    open(saved);
    setNote("");
    showToast(t("strategyEditor.saved", { version: saved.version }));
  });
  const ready = isDirty && document.problems.length === 0 && !save.isPending;
  const saveOver = (expectedVersion: number) =>
    save.mutate({
      strategyId: base.strategy.id,
      text: document.text,
      note: note.trim() === "" ? null : note.trim(),
      expectedVersion,
    });
  useSaveKey(() => {
    if (ready) saveOver(base.version);
  });
  const conflict = readProblem(save.error)?.status === CHANGED_MEANWHILE;
  const reason = conflict ? null : reasonOf(save.error);
  return (
    <form
      className={classes.save}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) saveOver(base.version);
      }}
    >
      <span className={classes.saveState} role="status">
        {isDirty ? t("strategyEditor.unsaved") : ""}
      </span>
      <TextInput
        size="xs"
        aria-label={t("strategyEditor.note")}
        placeholder={t("strategyEditor.note")}
        maxLength={300}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      {isDirty && (
        <Button size="xs" variant="default" onClick={() => open(newest)}>
          {t("strategyEditor.discard")}
        </Button>
      )}
      <Button size="xs" type="submit" loading={save.isPending} disabled={!ready}>
        {t("strategyEditor.save")}
      </Button>
      {reason !== null && (
        <p className={classes.error} role="alert">
          {reason}
        </p>
      )}
      {conflict && (
        <Suspense>
          <ConflictDialog
            strategyId={base.strategy.id}
            text={document.text}
            onClose={save.reset}
            onSaveOver={saveOver}
            onTakeTheirs={(theirs) => {
              save.reset();
              open(theirs);
            }}
          />
        </Suspense>
      )}
    </form>
  );
}

function useSaveKey(run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
