import type { Honesty, HonestyFinding } from "@cryptodesk/shared/strategy/backtest.contract";
import { hasTextOf, textOfCode } from "../catalogue/catalogue.ts";
import { formatCount, formatDate, formatDateTime, formatNumber, formatPercent, formatShare } from "../lib/format.ts";

/** What the checks found in the reader's language; as the desk said it where this app does not know a finding. */
export function findingWords({ findings, sentences }: Pick<Honesty, "findings" | "sentences">): readonly string[] {
  return sentences.map((sentence, at) => {
    const finding = findings?.[at];
    return finding && isKnown(finding) ? describeFinding(finding) : sentence;
  });
}

function isKnown({ code, values }: HonestyFinding): boolean {
  return hasTextOf(`honestyFindings.${code}`, values);
}

function describeFinding({ code, values }: HonestyFinding): string {
  const written = Object.entries(values).map(([name, value]) => [name, writeValue(name, value)]);
  return textOfCode(`honestyFindings.${code}`, Object.fromEntries(written));
}

/** How a value is written goes by its name, see `FINDING_SENTENCES`. `count` also chooses singular or plural. */
function writeValue(name: string, value: HonestyFinding["values"][string]): string | number {
  if (typeof value === "string") return name === "at" ? formatDateTime(value) : formatDate(value);
  if (value === null) return "–";
  if (name === "count") return value;
  if (name === "fallPct" || name === "ownPct") return formatShare(value);
  if (name.endsWith("Pct")) return formatPercent(value);
  if (name.endsWith("Sharpe")) return formatNumber(value, 2);
  return name === "chance" ? formatShare(100 * value) : formatCount(value);
}
