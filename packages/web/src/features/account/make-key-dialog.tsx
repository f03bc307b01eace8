import type { CreatedApiKey } from "@cryptodesk/shared/identity/api-key.contract";
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { permissionWords } from "../../lib/permission-words.ts";
import { useSession } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import classes from "./account.module.css";
import { EXPIRIES, type KeyDraft, type KeyFault, keyFaults, keyInput, NEW_KEY, scopesWithin } from "./key-draft.ts";
import { useMakeKey } from "./use-keys.ts";

/** What a new key is called, may do, and how long. */
export function MakeKeyDialog({ onMade, onClose }: { onMade: (key: CreatedApiKey) => void; onClose: () => void }) {
  const { me } = useSession();
  const [draft, setDraft] = useState(NEW_KEY);
  const [tried, setTried] = useState(false);
  const make = useMakeKey(onMade);
  const faults = keyFaults(draft);
  const fault = (name: KeyFault) => (tried && faults.includes(name) ? t(`account.${name}`) : null);
  const change = (part: Partial<KeyDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = () => {
    setTried(true);
    const input = keyInput(draft);
    if (input) make.mutate(input);
  };
  return (
    <AskDialog
      title={t("account.makeKey")}
      confirm={t("account.makeKey")}
      busy={make.isPending}
      error={reasonOf(make.error)}
      onConfirm={submit}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("account.keyName")}
        description={t("account.keyNameHint")}
        maxLength={80}
        value={draft.name}
        error={fault("keyNameMissing")}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <Checkbox.Group
        label={t("account.keyScopes")}
        value={[...draft.scopes]}
        error={fault("keyScopesNone")}
        onChange={(values) => change({ scopes: scopesWithin(values) })}
      >
        <ul className={classes.scopeList}>
          {scopesWithin(me?.permissions ?? []).map((scope) => (
            <li key={scope}>
              <Checkbox size="sm" value={scope} label={permissionWords(scope)} description={scope} />
            </li>
          ))}
        </ul>
      </Checkbox.Group>
      <NativeSelect
        label={t("account.keyExpiry")}
        value={String(draft.expiresInDays)}
        data={EXPIRIES.map((days) => ({
          value: String(days),
          label: t("account.keyExpiryDays", { count: days }),
        }))}
        onChange={({ currentTarget }) => change({ expiresInDays: Number(currentTarget.value) })}
      />
      <TextInput
        label={t("account.rate")}
        description={t("account.keyRateHint")}
        inputMode="numeric"
        maxLength={9}
        value={draft.rate}
        error={fault("keyRateBad")}
        onChange={({ currentTarget }) => change({ rate: currentTarget.value })}
      />
    </AskDialog>
  );
}
