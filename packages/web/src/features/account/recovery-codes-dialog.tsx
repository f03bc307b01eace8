import { Button } from "@mantine/core";
import Download from "lucide-react/icons/download";
import Printer from "lucide-react/icons/printer";
import { t } from "../../catalogue/catalogue.ts";
import { copyText } from "../../lib/clipboard.ts";
import { formatDate } from "../../lib/format.ts";
import { saveFile } from "../../lib/save-file.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import classes from "./account.module.css";

/** Recovery codes, the only time they can be seen: to be copied, saved or printed. */
export function RecoveryCodesDialog({ codes, email, onClose }: RecoveryCodesProps) {
  const { origin, hostname } = window.location;
  const date = formatDate(new Date().toISOString());
  const text = `${t("account.recoveryFile", { email, origin, date })}\n\n${codes.join("\n")}\n`;
  return (
    <Dialog opened title={t("account.recoveryTitle")} onClose={onClose}>
      <div className={`${classes.stack} ${classes.printed}`}>
        <p className={classes.text}>{t("account.recoveryOnce")}</p>
        <ul className={classes.codes} aria-label={t("account.recovery")}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <p className={classes.onPaper}>{t("account.recoveryFile", { email, origin, date })}</p>
        <div className={classes.line}>
          <CopyButton label={t("account.copy")} copy={() => copyText(text)} />
          <Button
            size="xs"
            variant="default"
            leftSection={<Download size={14} aria-hidden="true" />}
            onClick={() => saveFile(`cryptodesk-recovery-${hostname}.txt`, "text/plain", [text])}
          >
            {t("account.download")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<Printer size={14} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t("account.print")}
          </Button>
        </div>
        <Button className={classes.end} onClick={onClose}>
          {t("account.recoveryStored")}
        </Button>
      </div>
    </Dialog>
  );
}

interface RecoveryCodesProps {
  codes: readonly string[];
  email: string;
  onClose: () => void;
}
