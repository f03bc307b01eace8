import type { PasswordLink } from "@cryptodesk/shared/identity/admin.contract";
import { Button } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import classes from "./admin.module.css";

/** A password link, the only time it can be seen. */
export function PasswordLinkDialog({ link: { path, expiresAt }, email, onClose }: PasswordLinkProps) {
  return (
    <Dialog opened title={t("admin.linkFor", { email })} onClose={onClose}>
      <div className={classes.stack}>
        <p className={classes.text}>{t("admin.linkOnce", { date: formatDateTime(expiresAt) })}</p>
        <SecretText
          label={t("admin.linkText")}
          text={`${window.location.origin}${path}`}
          copyLabel={t("admin.linkCopy")}
        />
        <Button className={classes.end} onClick={onClose}>
          {t("account.done")}
        </Button>
      </div>
    </Dialog>
  );
}

interface PasswordLinkProps {
  link: PasswordLink;
  email: string;
  onClose: () => void;
}
