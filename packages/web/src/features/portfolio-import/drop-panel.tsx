import { Button, FileButton, Progress } from "@mantine/core";
import { type DragEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare } from "../../lib/format.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { FormatTable } from "./format-table.tsx";
import classes from "./import.module.css";
import { uploadFile } from "./upload-file.ts";

/** Where a file is dropped or chosen; it is sent and then looked at before anything is recorded. */
export function DropPanel({ portfolioId, onOpen }: { portfolioId: string; onOpen: (importId: string) => void }) {
  const [share, setShare] = useState(0);
  const [over, setOver] = useState(false);
  const [formats, setFormats] = useState(false);
  const upload = useAction({
    act: (file: File) => uploadFile(portfolioId, file, setShare),
    refresh: ["portfolioImport"],
    inPlace: true,
    onDone: ({ id }) => onOpen(id),
  });
  const take = (file: File | null | undefined) => {
    if (!file || upload.isPending) return;
    setShare(0);
    upload.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const reason = reasonOf(upload.error);
  return (
    <Panel title={t("imports.title")} note={t("imports.note")}>
      <section
        className={classes.drop}
        data-over={over || undefined}
        aria-label={t("imports.drop")}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{t("imports.drop")}</p>
        <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={take}>
          {(props) => (
            <Button {...props} size="xs" loading={upload.isPending}>
              {t("imports.choose")}
            </Button>
          )}
        </FileButton>
        {upload.isPending && (
          <div className={classes.progress} role="status">
            <span>{t("imports.sending", { percent: formatShare(share * 100, 0) })}</span>
            <Progress value={share * 100} size="sm" aria-label={t("imports.sendingLabel")} />
          </div>
        )}
        {reason !== null && (
          <p role="alert" className={classes.bad}>
            {reason} {share > 0 && t("imports.interrupted")}
          </p>
        )}
      </section>
      <PlainButton aria-expanded={formats} onClick={() => setFormats((before) => !before)}>
        {t("imports.formats")}
      </PlainButton>
      {formats && <FormatTable />}
    </Panel>
  );
}
