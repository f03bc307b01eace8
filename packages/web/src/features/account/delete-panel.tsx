import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { signOut } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";

/** The end of the account, by its owner. */
export function DeletePanel({ me }: { me: Me }) {
  const [asking, setAsking] = useState(false);
  return (
    <Panel title={t("account.delete")}>
      <p className={classes.text}>{t("account.deleteDetail")}</p>
      <Button mt="sm" variant="outline" color="var(--desk-down)" onClick={() => setAsking(true)}>
        {t("account.deleteButton")}
      </Button>
      {asking && <DeleteDialog me={me} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function DeleteDialog({ me: { email }, onClose }: { me: Me; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const remove = useAction({
    act: (confirmEmail: string) => api.account.delete.mutate({ confirmEmail }),
    inPlace: true,
    onDone: () => {
      showToast(t("account.deleted"));
      // Its tokens are dead already: leaving only clears what this browser holds.
      void signOut().catch(() => undefined);
      void navigate({ to: "/" });
    },
  });
  const matches = typed.trim().toLowerCase() === email.toLowerCase();
  return (
    <AskDialog
      danger
      title={t("account.deleteTitle", { email })}
      confirm={t("account.deleteNow")}
      ready={matches}
      busy={remove.isPending}
      error={reasonOf(remove.error)}
      onConfirm={() => remove.mutate(typed.trim())}
      onClose={onClose}
    >
      <p>{t("account.deleteDetail")}</p>
      <TextInput
        label={t("account.deleteType", { email })}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        error={typed.length >= email.length && !matches ? t("account.deleteMismatch") : null}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </AskDialog>
  );
}
