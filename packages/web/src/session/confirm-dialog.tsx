import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { describeError } from "../lib/api-error.ts";
import { api } from "../lib/trpc.ts";
import { Dialog } from "../ui/dialog.tsx";
import classes from "./confirm-dialog.module.css";
import type { ConfirmationRequest } from "./confirmation.ts";
import { problemOf } from "./problem.ts";
import { refreshMe, useSession } from "./session.ts";

type Proof = "password" | "code" | "none";

/** Asks once more who is at the keyboard: with an authenticator app for its code, else for the password. */
export function ConfirmDialog({ request }: { request: ConfirmationRequest }) {
  const { me } = useSession();
  const proof: Proof = me?.secondFactors.includes("totp") ? "code" : me?.hasPassword ? "password" : "none";
  return (
    <Dialog opened title={t("access.confirm.title")} onClose={request.cancelled}>
      {proof === "none" ? (
        <p className={classes.why}>{t("access.confirm.noWay")}</p>
      ) : (
        <ConfirmForm proof={proof} request={request} />
      )}
    </Dialog>
  );
}

function ConfirmForm({ proof, request }: { proof: "password" | "code"; request: ConfirmationRequest }) {
  const [given, setGiven] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // The dialog stands inside whatever form asked for it.
    event.stopPropagation();
    if (given === "" || busy) return;
    setBusy(true);
    setError(null);
    try {
      await api.account.confirm.mutate(proof === "code" ? { code: given.replaceAll(" ", "") } : { password: given });
    } catch (failure) {
      setError(wordsOf(failure, proof));
      setBusy(false);
      return;
    }
    // What is shown of the session follows in its own time.
    void refreshMe().catch(() => undefined);
    request.confirmed();
  };
  const field = {
    "data-autofocus": true,
    required: true,
    value: given,
    error,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setGiven(currentTarget.value),
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.why}>{t("access.confirm.why")}</p>
      {proof === "code" ? (
        <TextInput
          {...field}
          label={t("access.confirm.code")}
          description={t("access.confirm.codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
        />
      ) : (
        <PasswordInput {...field} label={t("access.confirm.password")} autoComplete="current-password" />
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={request.cancelled}>
          {t("words.cancel")}
        </Button>
        <Button type="submit" loading={busy}>
          {t("access.confirm.confirm")}
        </Button>
      </div>
    </form>
  );
}

function wordsOf(failure: unknown, proof: "password" | "code"): string {
  if (problemOf(failure)?.status !== 422) return describeError(failure).detail;
  return t(proof === "code" ? "access.confirm.wrongCode" : "access.confirm.wrongPassword");
}
