import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate } from "../../lib/format.ts";
import { api } from "../../lib/trpc.ts";
import { refreshMe, useMay } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";

const NAME_MAX = 80;

/** Who one is on this desk. */
export function ProfilePanel({ me }: { me: Me }) {
  const own = useMay("account:manage");
  return (
    <Panel title={t("account.profile")}>
      <div className={classes.stack}>
        <Facts>
          <Fact name={t("account.email")}>
            {me.email}{" "}
            <span className={classes.muted}>({t(me.emailVerified ? "account.verified" : "account.notVerified")})</span>
          </Fact>
          {!own && <Fact name={t("account.name")}>{me.name}</Fact>}
          <Fact name={t("account.role")}>{t(`account.roles.${me.role}`)}</Fact>
          <Fact name={t("account.since")}>{formatDate(me.createdAt)}</Fact>
        </Facts>
        {own && <NameForm name={me.name} />}
      </div>
    </Panel>
  );
}

function NameForm({ name }: { name: string }) {
  const [typed, setTyped] = useState(name);
  const save = useAction({
    act: (next: string) => api.account.update.mutate({ name: next }),
    inPlace: true,
    refresh: ["audit"],
    onDone: (me) => {
      setTyped(me.name);
      showToast(t("account.nameSaved", { name: me.name }));
      void refreshMe();
    },
  });
  const next = typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next !== "" && next !== name) save.mutate(next);
  };
  return (
    <form className={classes.line} onSubmit={submit}>
      <TextInput
        className={classes.field}
        label={t("account.name")}
        description={t("account.nameHint")}
        value={typed}
        maxLength={NAME_MAX}
        autoComplete="name"
        error={reasonOf(save.error)}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={save.isPending} disabled={next === "" || next === name}>
        {t("words.save")}
      </Button>
    </form>
  );
}
