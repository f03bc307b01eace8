import type { SecondFactorState, TotpSetup } from "@cryptodesk/shared/identity/second-factor.contract";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { fieldMessage } from "../../lib/field-message.ts";
import { formatDate } from "../../lib/format.ts";
import { api } from "../../lib/trpc.ts";
import { refreshMe } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./account.module.css";
import { groupedSecret, svgAddress } from "./totp-secret.ts";

const CODE_LENGTH = 6;

/** The authenticator app: set up, or about to be, or not. */
export function TotpPart({ state, onCodes }: { state: SecondFactorState; onCodes: (codes: string[]) => void }) {
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [asking, setAsking] = useState(false);
  const begin = useAction({ act: (_now: undefined) => api.account.beginTotp.mutate({}), onDone: setSetup });
  const { totp } = state;
  return (
    <div className={classes.part}>
      <div className={classes.partHead}>
        <StateDot tone={totp ? "good" : "off"}>
          {totp ? t("account.totpOn", { date: formatDate(totp.since) }) : t("account.totpOff")}
        </StateDot>
        {totp ? (
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {t("account.totpRemove")}
          </Button>
        ) : (
          !setup && (
            <Button size="xs" loading={begin.isPending} onClick={() => begin.mutate(undefined)}>
              {t("account.totpBegin")}
            </Button>
          )
        )}
      </div>
      {!totp && !setup && <p className={classes.text}>{t("account.totpDetail")}</p>}
      {!totp && setup && (
        <SetUp
          setup={setup}
          onCancel={() => setSetup(null)}
          onDone={(codes) => {
            setSetup(null);
            onCodes(codes);
          }}
        />
      )}
      {asking && <RemoveTotp state={state} onClose={() => setAsking(false)} />}
    </div>
  );
}

function SetUp({ setup, onDone, onCancel }: SetUpProps) {
  const [code, setCode] = useState("");
  const confirm = useAction({
    act: (typed: string) => api.account.confirmTotp.mutate({ code: typed }),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: ({ codes }) => {
      showToast(t("account.totpDone"));
      void refreshMe();
      onDone(codes);
    },
  });
  const digits = code.replaceAll(/\s/g, "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (digits.length === CODE_LENGTH) confirm.mutate(digits);
  };
  const wrong = fieldMessage(confirm.error, "code") !== null;
  return (
    <div className={classes.setUp}>
      <div>
        <h3 className={classes.heading}>{t("account.totpScan")}</h3>
        <img className={classes.qr} src={svgAddress(setup.qrSvg)} alt={t("account.totpQr")} />
      </div>
      <form className={classes.form} onSubmit={submit}>
        <div>
          <h3 className={classes.heading}>{t("account.totpType")}</h3>
          <SecretText
            label={t("account.totpSecret")}
            text={groupedSecret(setup.secret)}
            copyLabel={t("account.copy")}
          />
        </div>
        <TextInput
          data-autofocus
          label={t("account.totpCode")}
          description={t("account.totpCodeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_LENGTH + 1}
          value={code}
          error={wrong ? t("account.totpCodeWrong") : reasonOf(confirm.error)}
          onChange={({ currentTarget }) => {
            setCode(currentTarget.value);
            if (confirm.isError) confirm.reset();
          }}
        />
        <div className={classes.line}>
          <Button type="submit" loading={confirm.isPending} disabled={!/^\d{6}$/.test(digits)}>
            {t("account.totpConfirm")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("words.cancel")}
          </Button>
        </div>
      </form>
    </div>
  );
}

interface SetUpProps {
  setup: TotpSetup;
  onDone: (codes: string[]) => void;
  onCancel: () => void;
}

function RemoveTotp({ state, onClose }: { state: SecondFactorState; onClose: () => void }) {
  const remove = useAction({
    act: (_now: undefined) => api.account.removeTotp.mutate({}),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: () => {
      showToast(t("account.totpRemoved"));
      void refreshMe();
      onClose();
    },
  });
  const last = state.required && state.passkeys.length === 0;
  return (
    <AskDialog
      danger
      title={t("account.totpRemoveTitle")}
      confirm={t("account.totpRemove")}
      busy={remove.isPending}
      error={reasonOf(remove.error)}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t("account.totpRemoveDetail")}</p>
      {last && <p>{t("account.totpRemoveRequired")}</p>}
    </AskDialog>
  );
}
