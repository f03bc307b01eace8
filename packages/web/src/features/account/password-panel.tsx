import { type Me, PASSWORD_MAX, PASSWORD_MIN } from "@cryptodesk/shared/identity/account.contract";
import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { fieldMessage } from "../../lib/field-message.ts";
import { api } from "../../lib/trpc.ts";
import { NewPassword } from "../../session/new-password.tsx";
import { passwordToggle } from "../../session/password-toggle.ts";
import { refreshMe } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";
import { type PasswordFault, passwordFaults } from "./password-check.ts";

const EMPTY = { current: "", next: "", again: "" };
const LIMITS = { min: PASSWORD_MIN, max: PASSWORD_MAX };

/** A new password in place of the old one. */
export function PasswordPanel({ me }: { me: Me }) {
  const [typed, setTyped] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const change = useAction({
    act: ({ current, next }: typeof EMPTY) =>
      api.account.changePassword.mutate({ newPassword: next, ...(me.hasPassword && { currentPassword: current }) }),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: () => {
      setTyped(EMPTY);
      setTried(false);
      showToast(t("account.passwordChanged"));
      void refreshMe();
    },
  });
  const faults = passwordFaults(typed);
  const type = (field: keyof typeof EMPTY, value: string) => {
    if (change.isError) change.reset();
    setTyped((before) => ({ ...before, [field]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.next === null && faults.again === null) change.mutate(typed);
  };
  const refused = refusalOf(change.error);
  const fault = (name: PasswordFault | null) => (tried && name !== null ? t(`account.${name}`, LIMITS) : null);
  return (
    <Panel title={t("account.password")} note={t("account.passwordNote")}>
      <form className={classes.form} onSubmit={submit}>
        {/* For password managers: whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        {me.hasPassword ? (
          <PasswordInput
            required
            label={t("account.currentPassword")}
            autoComplete="current-password"
            value={typed.current}
            error={refused.current}
            onChange={({ currentTarget }) => type("current", currentTarget.value)}
            {...passwordToggle()}
          />
        ) : (
          <p className={classes.text}>{t("account.passwordNone")}</p>
        )}
        <NewPassword
          label={t("account.newPassword")}
          value={typed.next}
          error={refused.next ?? fault(faults.next)}
          known={[me.email, me.name]}
          onChange={(next) => type("next", next)}
        />
        <PasswordInput
          required
          label={t("account.repeatPassword")}
          autoComplete="new-password"
          value={typed.again}
          error={fault(faults.again)}
          onChange={({ currentTarget }) => type("again", currentTarget.value)}
          {...passwordToggle()}
        />
        <p className={classes.error} role="alert">
          {refused.other}
        </p>
        <Button type="submit" loading={change.isPending}>
          {t("account.changePassword")}
        </Button>
      </form>
    </Panel>
  );
}

/** Why it was refused, at the field that it concerns. */
function refusalOf(error: unknown): { current: string | null; next: string | null; other: string | null } {
  const current = fieldMessage(error, "currentPassword") !== null;
  const next = fieldMessage(error, "newPassword") !== null;
  return {
    current: current ? t("account.passwordWrong") : null,
    next: next ? t("account.passwordWeak") : null,
    other: current || next ? null : reasonOf(error),
  };
}
