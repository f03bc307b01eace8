import { Email } from "@cryptodesk/shared/identity/account.contract";
import type { PasswordLink } from "@cryptodesk/shared/identity/admin.contract";
import type { Role } from "@cryptodesk/shared/identity/permission";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { problemOf } from "../../session/problem.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import { RoleChoice } from "./account-questions.tsx";
import { useMakeAccount } from "./use-accounts.ts";

const TAKEN = 409;

/** A new account, whose owner sets the password. */
export function MakeAccountDialog({ onMade, onClose }: MakeAccountProps) {
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("analyst");
  const [bad, setBad] = useState(false);
  const make = useMakeAccount((link, made) => {
    showToast(t("admin.made", { email: made }));
    onClose();
    onMade(link, made);
  });
  const taken = problemOf(make.error)?.status === TAKEN;
  const submit = () => {
    const address = email.trim();
    const valid = Email.safeParse(address).success;
    setBad(!valid);
    if (valid) make.mutate({ email: address, role, ...(name.trim() !== "" && { name: name.trim() }) });
  };
  return (
    <AskDialog
      title={t("admin.makeTitle")}
      confirm={t("admin.make")}
      busy={make.isPending}
      error={taken ? null : reasonOf(make.error)}
      onConfirm={submit}
      onClose={onClose}
    >
      <p>{t("admin.makeDetail")}</p>
      <TextInput
        data-autofocus
        label={t("admin.email")}
        inputMode="email"
        autoComplete="off"
        maxLength={254}
        value={email}
        error={bad ? t("admin.emailBad") : taken && t("admin.emailTaken")}
        onChange={({ currentTarget }) => {
          setEmail(currentTarget.value);
          setBad(false);
          if (make.isError) make.reset();
        }}
      />
      <TextInput
        label={t("admin.name")}
        description={t("admin.nameHint")}
        autoComplete="off"
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <RoleChoice value={role} onChange={setRole} />
    </AskDialog>
  );
}

interface MakeAccountProps {
  onMade: (link: PasswordLink, email: string) => void;
  onClose: () => void;
}
