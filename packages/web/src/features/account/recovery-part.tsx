import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import classes from "./account.module.css";

/** How many recovery codes are left, and the way to new ones. */
export function RecoveryPart({ left, onCodes }: { left: number; onCodes: (codes: string[]) => void }) {
  const [asking, setAsking] = useState(false);
  const renew = useAction({
    act: (_now: undefined) => api.account.renewRecoveryCodes.mutate({}),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: ({ codes }) => {
      setAsking(false);
      onCodes(codes);
    },
  });
  return (
    <div className={classes.part}>
      <div className={classes.partHead}>
        <h3>{t("account.recovery")}</h3>
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t("account.recoveryNew")}
        </Button>
      </div>
      <p className={classes.text}>
        {t("account.recoveryLeft", { count: left })} {t("account.recoveryDetail")}
      </p>
      {asking && (
        <AskDialog
          danger
          title={t("account.recoveryNewTitle")}
          confirm={t("account.recoveryNew")}
          busy={renew.isPending}
          error={reasonOf(renew.error)}
          onConfirm={() => renew.mutate(undefined)}
          onClose={() => setAsking(false)}
        >
          <p>{t("account.recoveryNewDetail")}</p>
        </AskDialog>
      )}
    </div>
  );
}
