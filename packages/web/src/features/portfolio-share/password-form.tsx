import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { passwordToggle } from "../../session/password-toggle.ts";
import { Panel } from "../../ui/panel.tsx";
import classes from "./shared.module.css";

/** Asks for the password of a link. */
export function PasswordForm({ busy, fault, onPassword }: PasswordFormProps) {
  const [password, setPassword] = useState("");
  return (
    <Panel title={t("portfolioShare.locked")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== "") onPassword(password);
        }}
      >
        <PasswordInput
          autoFocus
          label={t("portfolioShare.password")}
          autoComplete="off"
          maxLength={128}
          value={password}
          error={fault}
          {...passwordToggle()}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {t("portfolioShare.open")}
        </Button>
      </form>
    </Panel>
  );
}

interface PasswordFormProps {
  busy: boolean;
  /** What was wrong with the last one; null: none was given yet. */
  fault: string | null;
  onPassword: (password: string) => void;
}
