import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./account.module.css";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { RecoveryPart } from "./recovery-part.tsx";
import { TotpPart } from "./totp-part.tsx";
import { useSecondFactors } from "./use-second-factors.ts";

/** The authenticator app, and the codes that stand in for it. */
export function SecondFactorPanel({ me }: { me: Me }) {
  const { data, isPending, error, refetch } = useSecondFactors();
  // Here and not in the parts: they change at the very moment when the codes are there to be shown.
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const hasFactor = data !== undefined && (data.totp !== null || data.passkeys.length > 0);
  return (
    <Panel title={t("account.totp")}>
      {isPending && <Skeleton height={116} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.parts}>
          <TotpPart state={data} onCodes={setCodes} />
          {hasFactor && <RecoveryPart left={data.recoveryCodesLeft} onCodes={setCodes} />}
        </div>
      )}
      {codes && <RecoveryCodesDialog codes={codes} email={me.email} onClose={() => setCodes(null)} />}
    </Panel>
  );
}
