import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";

/** The words of `portfolio explain` that ask for a figure: `gain bitcoin --disposal … --match-index 0`. */
export function figureWords({ figure, assetId, ...rest }: FigureRef): string {
  const { walletId, lotId, disposalId, matchIndex, transactionId, day, period, from, to, term } = rest;
  const flags: [flag: string, value: string | number | undefined][] = [
    ["--wallet", walletId],
    ["--lot", lotId],
    ["--disposal", disposalId],
    ["--match-index", matchIndex],
    ["--transaction", transactionId],
    ["--day", day],
    ["--period", period],
    ["--from", from],
    ["--to", to],
    ["--term", term],
  ];
  const said = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, shellWord(String(value))]));
  return [figure, ...(assetId === undefined ? [] : [shellWord(assetId)]), ...said].join(" ");
}

function shellWord(text: string): string {
  return /^[\w:./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
