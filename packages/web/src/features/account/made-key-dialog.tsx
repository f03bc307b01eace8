import type { CreatedApiKey } from "@cryptodesk/shared/identity/api-key.contract";
import type { KeyScope } from "@cryptodesk/shared/identity/permission";
import { Button } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import classes from "./account.module.css";

// Something to try for each scope, the first that the key has.
const EXAMPLES: readonly [KeyScope, string][] = [
  ["market:read", "/api/v1/cryptocurrencies?limit=3"],
  ["account:read", "/api/v1/account"],
  ["workspace:read", "/api/v1/workspace"],
  ["admin:read", "/api/v1/admin/accounts?limit=3"],
];

/** A new key, the only time it can be seen. */
export function MadeKeyDialog({ made: { name, key, scopes }, onClose }: { made: CreatedApiKey; onClose: () => void }) {
  const path = EXAMPLES.find(([scope]) => scopes.includes(scope))?.[1];
  return (
    <Dialog opened title={t("account.keyMade", { name })} onClose={onClose}>
      <div className={classes.stack}>
        <p className={classes.text}>{t("account.keyOnce")}</p>
        <SecretText label={t("account.keyText")} text={key} copyLabel={t("account.keyCopy")} />
        {path && (
          <SecretText
            label={t("account.keyExample")}
            text={`curl -H 'Authorization: Bearer ${key}' '${window.location.origin}${path}'`}
            copyLabel={t("account.copy")}
          />
        )}
        <Button className={classes.end} onClick={onClose}>
          {t("account.done")}
        </Button>
      </div>
    </Dialog>
  );
}
