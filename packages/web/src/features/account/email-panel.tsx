import { Email, type Me } from "@cryptodesk/shared/identity/account.contract";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { problemOf } from "../../session/problem.ts";
import { refreshMe, useSignInOptions } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";

const TAKEN = 409;

/** The address one signs in with. */
export function EmailPanel({ me }: { me: Me }) {
  return (
    <Panel
      title={t("account.email")}
      note={
        <StateDot tone={me.emailVerified ? "good" : "off"}>
          {t(me.emailVerified ? "account.verified" : "account.notVerified")}
        </StateDot>
      }
    >
      <div className={classes.stack}>
        <Verification me={me} />
        <ChangeForm me={me} />
      </div>
    </Panel>
  );
}

function Verification({ me: { email, emailVerified } }: { me: Me }) {
  const options = useSignInOptions();
  const ask = useAction({
    act: (_now: undefined) => api.account.requestVerification.mutate({}),
    onDone: () => showToast(t("account.verifySent", { email })),
  });
  if (emailVerified) return <p className={classes.text}>{email}</p>;
  if (!options) return <Skeleton height={36} />;
  if (!options.mail) {
    return (
      <p className={classes.text}>
        {email}. {t("account.noMail")}
      </p>
    );
  }
  return (
    <div className={classes.line}>
      <p className={`${classes.text} ${classes.field}`}>{t("account.verifyDetail", { email })}</p>
      <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate(undefined)}>
        {t("account.verify")}
      </Button>
    </div>
  );
}

function ChangeForm({ me }: { me: Me }) {
  const [typed, setTyped] = useState("");
  const [bad, setBad] = useState(false);
  const change = useAction({
    act: (email: string) => api.account.changeEmail.mutate({ email }),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: ({ email }) => {
      setTyped("");
      showToast(t("account.emailChanged", { email }));
      void refreshMe();
    },
  });
  const next = typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const valid = Email.safeParse(next).success;
    setBad(!valid);
    if (valid && next !== me.email) change.mutate(next);
  };
  const refused = problemOf(change.error)?.status === TAKEN ? t("account.emailTaken") : reasonOf(change.error);
  return (
    <form className={classes.line} onSubmit={submit} noValidate>
      <TextInput
        className={classes.field}
        type="email"
        label={t("account.newEmail")}
        autoComplete="email"
        maxLength={254}
        value={typed}
        error={bad ? t("account.emailBad") : refused}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setBad(false);
          if (change.isError) change.reset();
        }}
      />
      <Button type="submit" variant="default" loading={change.isPending} disabled={next === "" || next === me.email}>
        {t("account.changeEmail")}
      </Button>
    </form>
  );
}
