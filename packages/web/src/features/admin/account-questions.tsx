import type { AccountSummary, PasswordLink } from "@cryptodesk/shared/identity/admin.contract";
import { Role } from "@cryptodesk/shared/identity/permission";
import { Radio } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { actAs } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./admin.module.css";
import { useChangeAccount, useEndSessionsOf, usePasswordLink } from "./use-accounts.ts";

/** What is about to be done with an account. */
export interface AccountQuestion {
  kind: "role" | "disable" | "sessions" | "link" | "act";
  account: AccountSummary;
  /** Gives the focus back to where the question was asked. */
  onClosed: () => void;
}

/** The question that is open. */
export function AccountQuestions({ question, onClose, onLink, onActing }: AccountQuestionsProps) {
  const { kind, account, onClosed } = question;
  const close = () => {
    onClose();
    onClosed();
  };
  if (kind === "role") return <RoleQuestion account={account} onClose={close} />;
  if (kind === "disable") return <DisableQuestion account={account} onClose={close} />;
  if (kind === "sessions") return <SessionsQuestion account={account} onClose={close} />;
  if (kind === "act") return <ActQuestion account={account} onClose={close} onActing={onActing} />;
  return (
    <LinkQuestion
      account={account}
      onClose={close}
      onLink={(link) => {
        onClose();
        onLink(link);
      }}
    />
  );
}

interface AccountQuestionsProps {
  question: AccountQuestion;
  onClose: () => void;
  onLink: (link: PasswordLink) => void;
  onActing: () => void;
}

interface QuestionProps {
  account: AccountSummary;
  onClose: () => void;
}

function RoleQuestion({ account: { id, email, role }, onClose }: QuestionProps) {
  const [chosen, setChosen] = useState(role);
  const change = useChangeAccount((account) => {
    showToast(t("admin.roleChanged", { email, role: t(`account.roles.${account.role}`) }));
    onClose();
  }, true);
  return (
    <AskDialog
      title={t("admin.roleTitle", { email })}
      confirm={t("admin.roleSave")}
      ready={chosen !== role}
      busy={change.isPending}
      error={reasonOf(change.error)}
      onConfirm={() => change.mutate({ id, role: chosen })}
      onClose={onClose}
    >
      <RoleChoice value={chosen} onChange={setChosen} />
    </AskDialog>
  );
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  return (
    <Radio.Group
      label={t("admin.role")}
      value={value}
      onChange={(next) => {
        const role = Role.safeParse(next);
        if (role.success) onChange(role.data);
      }}
    >
      <div className={classes.roles}>
        {Role.options.map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`account.roles.${role}`)}
            description={t(`admin.roleDetails.${role}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function DisableQuestion({ account: { id, email }, onClose }: QuestionProps) {
  const change = useChangeAccount(() => {
    showToast(t("admin.disabledDone", { email }));
    onClose();
  }, true);
  return (
    <AskDialog
      danger
      title={t("admin.disableTitle", { email })}
      confirm={t("admin.disableNow")}
      busy={change.isPending}
      error={reasonOf(change.error)}
      onConfirm={() => change.mutate({ id, isActive: false })}
      onClose={onClose}
    >
      <p>{t("admin.disableDetail")}</p>
    </AskDialog>
  );
}

function SessionsQuestion({ account: { id, email }, onClose }: QuestionProps) {
  const end = useEndSessionsOf((count) => {
    showToast(t("admin.endedSessions", { count, email }));
    onClose();
  });
  return (
    <AskDialog
      danger
      title={t("admin.endSessionsTitle", { email })}
      confirm={t("admin.endSessionsNow")}
      busy={end.isPending}
      error={reasonOf(end.error)}
      onConfirm={() => end.mutate(id)}
      onClose={onClose}
    >
      <p>{t("admin.endSessionsDetail")}</p>
    </AskDialog>
  );
}

function LinkQuestion({
  account: { id, email },
  onClose,
  onLink,
}: QuestionProps & Pick<AccountQuestionsProps, "onLink">) {
  const make = usePasswordLink(onLink);
  return (
    <AskDialog
      title={t("admin.passwordLinkTitle", { email })}
      confirm={t("admin.passwordLinkNow")}
      busy={make.isPending}
      error={reasonOf(make.error)}
      onConfirm={() => make.mutate(id)}
      onClose={onClose}
    >
      <p>{t("admin.passwordLinkDetail")}</p>
    </AskDialog>
  );
}

function ActQuestion({
  account: { id, email, name },
  onClose,
  onActing,
}: QuestionProps & Pick<AccountQuestionsProps, "onActing">) {
  const act = useAction({
    act: (_now: undefined) => api.admin.impersonate.mutate({ id }),
    inPlace: true,
    onDone: (answer) => {
      onClose();
      actAs(answer);
      onActing();
    },
  });
  return (
    <AskDialog
      title={t("admin.actAsTitle", { email })}
      confirm={t("admin.actAsNow", { name })}
      busy={act.isPending}
      error={reasonOf(act.error)}
      onConfirm={() => act.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t("admin.actAsDetail")}</p>
    </AskDialog>
  );
}
