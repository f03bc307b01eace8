import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { NewPassword, passwordError } from "../../session/new-password.tsx";
import { problemOf } from "../../session/problem.ts";
import classes from "./access.module.css";
import { FormError } from "./access-card.tsx";
import { fieldErrorOf } from "./field-error.ts";
import { useAttempt } from "./use-attempt.ts";

/** A new account; the first one of a desk with the token it printed. Signs in with it afterwards. */
export function RegisterForm({ first, token, onSignedIn, onMade }: RegisterFormProps) {
  const [setupToken, setSetupToken] = useState(token ?? "");
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useAttempt();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passwordError(password) !== null) return;
    const account = { email: email.trim(), password };
    const given = { ...(name.trim() !== "" && { name: name.trim() }), ...(first && { setupToken: setupToken.trim() }) };
    const answer = await attempt.run(async () => {
      await api.auth.register.mutate({ ...account, ...given });
      return signIn(account);
    });
    if (answer === null) return;
    if (answer === "taken" || !answer.signedIn) onMade();
    else onSignedIn(answer);
  };
  const ofField = (field: string) => fieldErrorOf(attempt.failure, field);
  const named = ["email", "name", "password", "setupToken"].some((field) => ofField(field) !== null);
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <FormError>{named ? null : attempt.error}</FormError>
      {first && (
        <TextInput
          required
          label={t("access.register.token")}
          description={t("access.register.tokenHint")}
          autoComplete="off"
          spellCheck={false}
          value={setupToken}
          error={ofField("setupToken")}
          onChange={({ currentTarget }) => setSetupToken(currentTarget.value)}
        />
      )}
      <TextInput
        required
        label={t("access.email")}
        type="email"
        autoComplete="username"
        maxLength={254}
        value={email}
        error={ofField("email")}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <TextInput
        label={t("access.register.name")}
        description={t("access.register.nameHint")}
        autoComplete="name"
        maxLength={80}
        value={name}
        error={ofField("name")}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <NewPassword
        label={t("access.password")}
        value={password}
        error={ofField("password")}
        known={[email, name]}
        onChange={setPassword}
      />
      <Button type="submit" loading={attempt.busy} disabled={attempt.wait > 0}>
        {t("access.register.make")}
      </Button>
    </form>
  );
}

interface RegisterFormProps {
  first: boolean;
  /** Setup token out of the address. */
  token: string | null;
  onSignedIn: (answer: TokenAnswer) => void;
  /** The account is made, or the address was taken; only signing in tells. */
  onMade: () => void;
}

async function signIn(account: { email: string; password: string }) {
  try {
    return await api.auth.login.mutate({ ...account, client: "browser" });
  } catch (error) {
    if (problemOf(error)?.status === 401) return "taken" as const;
    throw error;
  }
}
