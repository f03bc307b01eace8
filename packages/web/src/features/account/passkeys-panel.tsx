import type { SecondFactorState } from "@cryptodesk/shared/identity/second-factor.contract";
import { Button, Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { refreshMe, useSignInOptions } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Age } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";
import { addPasskey, PasskeyRefused } from "./add-passkey.ts";
import { useSecondFactors } from "./use-second-factors.ts";

type Passkey = SecondFactorState["passkeys"][number];

const canMake = () => window.isSecureContext && "PublicKeyCredential" in window;

/** Passkeys of the account. */
export function PasskeysPanel() {
  const { data, isPending, error, refetch } = useSecondFactors();
  const options = useSignInOptions();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const offered = options?.passkeys === true && canMake();
  return (
    <Panel
      title={t("account.passkeys")}
      flush
      actions={
        offered && (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            {t("account.passkeyAdd")}
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={116} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.passkeys.length === 0 && <NoPasskeys offered={options?.passkeys !== false} />}
      {data && data.passkeys.length > 0 && <PasskeyTable passkeys={data.passkeys} onRemove={setRemoving} />}
      {adding && <AddPasskey onClose={() => setAdding(false)} />}
      {removing && <RemovePasskey passkey={removing} onClose={() => setRemoving(null)} />}
    </Panel>
  );
}

/** Why there are none, and what can be done about it here. */
function NoPasskeys({ offered }: { offered: boolean }) {
  if (!offered) return <EmptyNotice title={t("account.passkeysOff")} detail={t("account.passkeysOffDetail")} />;
  if (!canMake()) {
    return <EmptyNotice title={t("account.passkeysUnsupported")} detail={t("account.passkeysUnsupportedDetail")} />;
  }
  return (
    <EmptyNotice
      title={t("account.noPasskeys")}
      detail={`${t("account.passkeysDetail")} ${t("account.noPasskeysDetail")}`}
    />
  );
}

function PasskeyTable({ passkeys, onRemove }: { passkeys: Passkey[]; onRemove: (passkey: Passkey) => void }) {
  return (
    <RecordTable
      label={t("account.passkeys")}
      actions
      columns={[t("account.name"), t("account.synced"), t("account.created"), t("account.lastUsed")]}
      rows={passkeys.map((passkey) => ({
        key: passkey.id,
        cells: [
          passkey.name,
          t(passkey.synced ? "account.syncedYes" : "account.syncedNo"),
          <Age key="created" at={passkey.createdAt} />,
          passkey.lastUsedAt ? <Age key="used" at={passkey.lastUsedAt} /> : t("account.neverUsed"),
        ],
        actions: (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("account.passkeyRemoveOf", { name: passkey.name })}
            onClick={() => onRemove(passkey)}
          >
            {t("words.remove")}
          </Button>
        ),
      }))}
    />
  );
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const add = useAction({
    act: addPasskey,
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: (_nothing, given) => {
      showToast(t("account.passkeyAdded", { name: given }));
      void refreshMe();
      onClose();
    },
  });
  return (
    <AskDialog
      title={t("account.passkeyAdd")}
      confirm={t("account.passkeyAdd")}
      busy={add.isPending}
      error={refusalWords(add.error)}
      onConfirm={() => add.mutate(name.trim() || t("account.passkeyDefault"))}
      onClose={onClose}
    >
      <p className={classes.text}>{t("account.passkeysDetail")}</p>
      <TextInput
        data-autofocus
        label={t("account.passkeyName")}
        description={t("account.passkeyNameHint")}
        placeholder={t("account.passkeyDefault")}
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    </AskDialog>
  );
}

function refusalWords(error: unknown): string | null {
  if (!(error instanceof PasskeyRefused)) return reasonOf(error);
  if (error.refusal === "cancelled") return t("account.passkeyCancelled");
  return error.refusal === "known" ? t("account.passkeyKnown") : t("account.passkeyFailed", { reason: error.message });
}

function RemovePasskey({ passkey: { id, name }, onClose }: { passkey: Passkey; onClose: () => void }) {
  const remove = useAction({
    act: (_now: undefined) => api.account.removePasskey.mutate({ id }),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: () => {
      showToast(t("account.passkeyRemoved", { name }));
      void refreshMe();
      onClose();
    },
  });
  return (
    <AskDialog
      danger
      title={t("account.passkeyRemoveTitle", { name })}
      confirm={t("words.remove")}
      busy={remove.isPending}
      error={reasonOf(remove.error)}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t("account.passkeyRemoveDetail")}</p>
    </AskDialog>
  );
}
