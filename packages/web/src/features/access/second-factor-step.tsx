import type { SecondFactorNeeded, TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { Button, TextInput } from "@mantine/core";
import KeyRound from "lucide-react/icons/key-round";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import classes from "./access.module.css";
import { FormError } from "./access-card.tsx";
import { canUsePasskeys, completeWithPasskey } from "./passkey.ts";
import { useAttempt } from "./use-attempt.ts";

type Method = SecondFactorNeeded["methods"][number];

/** The second proof after the right password: what the account has, the app's code before the others. */
export function SecondFactorStep({ challenge, onSignedIn, onBack }: SecondFactorStepProps) {
  const methods = challenge.methods.filter((name) => name !== "passkey" || canUsePasskeys());
  const [method, setMethod] = useState<Method>(methods.find((name) => name !== "recoveryCode") ?? "recoveryCode");
  const [code, setCode] = useState("");
  const attempt = useAttempt();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await attempt.run(() => complete(method, challenge.challenge, code));
    if (answer) onSignedIn(answer);
  };
  const choose = (next: Method) => {
    attempt.forget();
    setCode("");
    setMethod(next);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.text}>{t(`access.secondFactor.${method}Intro`)}</p>
      <FormError>{attempt.error}</FormError>
      {method !== "passkey" && (
        <TextInput
          key={method}
          autoFocus
          required
          label={t(`access.secondFactor.${method}`)}
          value={code}
          autoComplete={method === "totp" ? "one-time-code" : "off"}
          inputMode={method === "totp" ? "numeric" : "text"}
          maxLength={method === "totp" ? 7 : 40}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
      )}
      <Button
        type="submit"
        loading={attempt.busy}
        disabled={attempt.wait > 0}
        leftSection={method === "passkey" ? <KeyRound size={16} aria-hidden="true" /> : undefined}
      >
        {t(method === "passkey" ? "access.secondFactor.usePasskey" : "access.signIn.signIn")}
      </Button>
      <div className={classes.links}>
        {methods
          .filter((other) => other !== method)
          .map((other) => (
            <button key={other} type="button" className={classes.link} onClick={() => choose(other)}>
              {t(`access.secondFactor.${other}Instead`)}
            </button>
          ))}
        <button type="button" className={classes.link} onClick={onBack}>
          {t("access.secondFactor.back")}
        </button>
      </div>
    </form>
  );
}

interface SecondFactorStepProps {
  challenge: SecondFactorNeeded;
  onSignedIn: (answer: TokenAnswer) => void;
  onBack: () => void;
}

function complete(method: Method, challenge: string, given: string): Promise<TokenAnswer> {
  if (method === "passkey") return completeWithPasskey(challenge);
  const code = given.trim();
  return api.auth.completeSecondFactor.mutate({
    challenge,
    ...(method === "totp" ? { code } : { recoveryCode: code }),
  });
}
