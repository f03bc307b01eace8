import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import classes from "./import.module.css";
import { importWords } from "./import-words.ts";

const COUNTS = ["rows", "new", "transactions", "duplicate", "refused", "ignored", "transfers"] as const;

/** What the file was taken for, how it was read, and what becomes of its rows. */
export function Recognised({ found, onOpen }: { found: PortfolioImport; onOpen: (importId: string) => void }) {
  const { formatName, reading, counts, sameFileAs, sha256 } = found;
  return (
    <>
      {sameFileAs !== null && (
        <p>
          {t("imports.sameFile")}{" "}
          <button type="button" className={classes.link} onClick={() => onOpen(sameFileAs)}>
            {t("imports.openSame")}
          </button>
        </p>
      )}
      <dl className={classes.facts}>
        <div>
          <dt>{t("imports.format")}</dt>
          <dd>{formatName === null ? t("words.unknown") : importWords(formatName)}</dd>
        </div>
        {COUNTS.map((count) => (
          <div key={count}>
            <dt>{t(`imports.counts.${count}`)}</dt>
            <dd>{formatCount(counts[count])}</dd>
          </div>
        ))}
      </dl>
      {reading !== null && (
        <p className={classes.quiet}>
          {t("imports.reading", {
            encoding: reading.encoding,
            delimiter: reading.delimiter === "\t" ? "Tab" : reading.delimiter,
            line: formatCount(reading.headerLine),
            mark: reading.decimalMark,
            zone: reading.timeZone,
          })}{" "}
          {reading.dateOrder !== null && t(`imports.dateOrders.${reading.dateOrder}`)}
        </p>
      )}
      {sha256 !== null && (
        <p className={classes.quiet}>
          SHA-256 <code>{sha256}</code>
        </p>
      )}
    </>
  );
}
