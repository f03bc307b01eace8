import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { NewPassword, passwordError } from "../../session/new-password.tsx";
import classes from "./access.module.css";
import { FormError } from "./access-card.tsx";
import { fieldErrorOf } from "./field-error.ts";
import { useAttempt } from "./use-attempt.ts";

/** Asks for a link by mail; the answer is the same for every address. */
export function RequestResetForm({ onSent }: { onSent: () => void }) {
  const [email, setEmail] = useState("");
  const attempt = useAttempt();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await attempt.run(() => api.auth.requestPasswordReset.mutate({ email: email.trim() }))) onSent();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.text}>{t("access.reset.why")}</p>
      <FormError>{attempt.error}</FormError>
      <TextInput
        required
        label={t("access.email")}
        type="email"
        autoComplete="username"
        maxLength={254}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <Button type="submit" loading={attempt.busy} disabled={attempt.wait > 0}>
        {t("access.reset.send")}
      </Button>
    </form>
  );
}

/** Sets a new password with the token of a link. */
export function SetPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [password, setPassword] = useState("");
  const attempt = useAttempt(t("access.reset.expired"));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passwordError(password) !== null) return;
    const done = await attempt.run(async () => {
      await api.auth.resetPassword.mutate({ token, password });
      return true;
    });
    if (done) onDone();
  };
  const refused = fieldErrorOf(attempt.failure, "password");
  const expired = fieldErrorOf(attempt.failure, "token") !== null;
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.text}>{t("access.reset.newWhy")}</p>
      <FormError>{expired ? t("access.reset.expired") : refused === null ? attempt.error : null}</FormError>
      <NewPassword label={t("access.newPassword")} value={password} error={refused} known={[]} onChange={setPassword} />
      <Button type="submit" loading={attempt.busy} disabled={attempt.wait > 0}>
        {t("access.reset.set")}
      </Button>
    </form>
  );
}
