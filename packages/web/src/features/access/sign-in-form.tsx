import type { SecondFactorNeeded, TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import KeyRound from "lucide-react/icons/key-round";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { passwordToggle } from "../../session/password-toggle.ts";
import { useSignInOptions } from "../../session/session.ts";
import classes from "./access.module.css";
import { FormError } from "./access-card.tsx";
import { canUsePasskeys, signInWithPasskey } from "./passkey.ts";
import { SecondFactorStep } from "./second-factor-step.tsx";
import { useAttempt } from "./use-attempt.ts";

/** Address and password or passkey, and the second factor where the account has one. */
export function SignInForm({ email: initial = "", begun = null, to, onSignedIn }: SignInFormProps) {
  const [challenge, setChallenge] = useState<SecondFactorNeeded | null>(begun);
  const [email, setEmail] = useState(initial);
  if (challenge) {
    return <SecondFactorStep challenge={challenge} onSignedIn={onSignedIn} onBack={() => setChallenge(null)} />;
  }
  return <PasswordStep email={email} onEmail={setEmail} to={to} onChallenge={setChallenge} onSignedIn={onSignedIn} />;
}

interface SignInFormProps {
  /** Address that is filled in already. */
  email?: string;
  /** A sign-in that waits for its second factor already. */
  begun?: SecondFactorNeeded | null;
  /** Page to come back to from another site; default: the one at hand. */
  to?: string | undefined;
  onSignedIn: (answer: TokenAnswer) => void;
}

function PasswordStep({ email, onEmail, to, onChallenge, onSignedIn }: PasswordStepProps) {
  const [password, setPassword] = useState("");
  const options = useSignInOptions();
  const attempt = useAttempt(t("access.signIn.wrong"));
  const passkeys = (options?.passkeys ?? false) && canUsePasskeys();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await attempt.run(() => api.auth.login.mutate({ email: email.trim(), password, client: "browser" }));
    if (answer === null) return;
    if (answer.signedIn) onSignedIn(answer);
    else onChallenge(answer);
  };
  const tryPasskey = async () => {
    const answer = await attempt.run(() => signInWithPasskey());
    if (answer) onSignedIn(answer);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <FormError>{attempt.error}</FormError>
      <TextInput
        data-autofocus
        required
        label={t("access.email")}
        type="email"
        autoComplete="username webauthn"
        value={email}
        onChange={({ currentTarget }) => onEmail(currentTarget.value)}
      />
      <PasswordInput
        required
        label={t("access.password")}
        autoComplete="current-password"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        {...passwordToggle()}
      />
      <Button type="submit" loading={attempt.busy} disabled={attempt.wait > 0}>
        {t("access.signIn.signIn")}
      </Button>
      {(passkeys || options?.oidc) && <div className={classes.or}>{t("access.or")}</div>}
      {options?.oidc && (
        <Button component="a" variant="default" href={startOfOidc(to)}>
          {t("access.oidc.signIn", { name: options.oidc.name })}
        </Button>
      )}
      {passkeys && (
        <Button
          variant="default"
          leftSection={<KeyRound size={16} aria-hidden="true" />}
          disabled={attempt.busy || attempt.wait > 0}
          onClick={() => void tryPasskey()}
        >
          {t("access.signIn.passkey")}
        </Button>
      )}
    </form>
  );
}

/** Leaves the page: the provider is another site. */
function startOfOidc(to = `${location.pathname}${location.search}${location.hash}`): string {
  return `/api/v1/auth/oidc/start?${new URLSearchParams({ to })}`;
}

interface PasswordStepProps extends SignInFormProps {
  email: string;
  onEmail: (email: string) => void;
  onChallenge: (challenge: SecondFactorNeeded) => void;
}
