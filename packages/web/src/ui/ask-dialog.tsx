import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "./ask-dialog.module.css";
import { Dialog } from "./dialog.tsx";

/** Asks before something is done that matters. It stays open, with `error`, where that fails. */
export function AskDialog({ title, children, confirm, onConfirm, onClose, ...state }: AskDialogProps) {
  const { danger = false, busy = false, ready = true, error = null } = state;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onConfirm();
  };
  return (
    <Dialog opened title={title} onClose={onClose}>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.text}>{children}</div>
        <p className={classes.error} role="alert">
          {error}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus={danger ? true : undefined}>
            {t("words.cancel")}
          </Button>
          <Button type="submit" color={danger ? "red.9" : "cobalt"} loading={busy} disabled={!ready}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface AskDialogProps {
  title: string;
  /** What will happen; may hold fields. */
  children: ReactNode;
  /** Words of the button that does it. */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
  /** It cannot be taken back: the other button has the focus. */
  danger?: boolean;
  busy?: boolean;
  /** Whether everything needed is given. */
  ready?: boolean;
  error?: string | null;
}
