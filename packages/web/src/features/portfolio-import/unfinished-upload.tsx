import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { Button, FileButton, Progress } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare } from "../../lib/format.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import classes from "./import.module.css";
import { finishUpload } from "./upload-file.ts";

/** A file of which only a part arrived: chosen again, it goes on where it stopped. */
export function UnfinishedUpload({ found }: { found: PortfolioImport }) {
  const writes = useMay("portfolio:write");
  const [share, setShare] = useState(found.received / found.size);
  const upload = useAction({
    act: (file: File) => finishUpload(found, file, setShare),
    refresh: ["portfolioImport"],
    inPlace: true,
  });
  const take = (file: File | null) => file && upload.mutate(file);
  const reason = reasonOf(upload.error);
  return (
    <>
      <p>{t("imports.unfinished", { percent: formatShare(share * 100, 0), file: found.fileName })}</p>
      {writes && (
        <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={take}>
          {(props) => (
            <Button {...props} size="xs" loading={upload.isPending}>
              {t("imports.goOn")}
            </Button>
          )}
        </FileButton>
      )}
      {upload.isPending && (
        <div className={classes.progress} role="status">
          <Progress value={share * 100} size="sm" aria-label={t("imports.sendingLabel")} />
        </div>
      )}
      {reason !== null && (
        <p role="alert" className={classes.bad}>
          {reason}
        </p>
      )}
    </>
  );
}
