import {
  ImportFormat,
  ImportOptions,
  type ImportOptions as Options,
} from "@cryptodesk/shared/portfolio/import.contract";
import { Option } from "commander";
import { UsageError } from "../../../failures.ts";
import { pairs } from "../../../input/ledger-values.ts";
import { oneOf } from "../../../input/values.ts";
import type { Session } from "../../../session.ts";
import { assetIdOf } from "../choose-asset.ts";
import { walletIdOf, walletOfFlag, walletOption } from "../choose-wallet.ts";
import { currencyOf } from "../portfolio-options.ts";
import { mappingOf } from "./mappings.ts";

/** The flag for each option of an import, for telling which one answers a question. */
export const IMPORT_FLAGS = {
  format: "--source",
  dateOrder: "--date-order",
  decimalMark: "--decimal",
  currency: "--currency",
  assets: "--asset",
  mapping: "--mapping",
} as const;

const DELIMITERS: Record<string, string> = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" };

const choice = (flags: string, text: string, choices: readonly string[]) =>
  new Option(flags, text).choices(choices).argParser(oneOf(choices));

/** What an import is told where the file does not say it. */
export function importOptions(): Option[] {
  return [
    choice("--source <make>", "whose file it is (default: found by its header)", ImportFormat.options),
    walletOption("where the transactions belong (default: the portfolio's first wallet)"),
    choice("--date-order <order>", "which number of a date is what", ["ymd", "dmy", "mdy"]),
    new Option("--time-zone <zone>", "of times that do not say theirs, e.g. Europe/Berlin (default: UTC)"),
    choice("--decimal <mark>", "what divides decimals", [".", ","]),
    choice("--delimiter <mark>", "what divides cells (default: found)", Object.keys(DELIMITERS)),
    choice("--encoding <name>", "of the text (default: found)", ["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
    new Option("--currency <code>", "of amounts whose currency the file does not name"),
    choice("--cash <where>", "outside: purchases bring money in; held: money is an asset here", ["outside", "held"]),
    new Option("--asset <pairs>", "what a symbol means: BTC=bitcoin,XYZ=none; none leaves its rows out").argParser(
      pairs,
    ),
    new Option("--place <pairs>", "wallet of an exchange that the file names: Kraken=Main").argParser(pairs),
    new Option("--mapping <name>", "for files of any make: a saved mapping, or a JSON file with one"),
  ].map((option) => option.helpGroup("Reading the file:"));
}

/** The options that the flags give. @throws UsageError */
export async function importOptionsOf(session: Session, portfolioId: string): Promise<Options> {
  const { command } = session;
  const said = (name: string): unknown => command.getOptionValue(name);
  const delimiter = said("delimiter");
  const given = {
    format: said("source"),
    walletId: await walletOfFlag(session, portfolioId),
    dateOrder: said("dateOrder"),
    timeZone: said("timeZone"),
    decimalMark: said("decimal"),
    delimiter: typeof delimiter === "string" ? DELIMITERS[delimiter] : undefined,
    encoding: said("encoding"),
    cash: said("cash"),
    assets: await pairsOf(said("asset"), (text) => (text === "none" ? null : assetIdOf(session, text))),
    places: await pairsOf(said("place"), (text) => walletIdOf(session, portfolioId, text)),
    mapping: await mappingOf(session, said("mapping")),
    ...currencyOf(command),
  };
  const parsed = ImportOptions.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${flagFor(path)}: ${message}`).join("\n"));
}

function flagFor([option]: PropertyKey[]): string {
  const flags: Record<string, string> = { ...IMPORT_FLAGS, places: "--place", timeZone: "--time-zone" };
  return flags[String(option)] ?? `--${String(option)}`;
}

async function pairsOf<T>(
  given: unknown,
  meaning: (text: string) => T | Promise<T>,
): Promise<Record<string, T> | undefined> {
  if (!Array.isArray(given)) return undefined;
  const found: Record<string, T> = {};
  for (const [name, text] of given) found[String(name)] = await meaning(String(text));
  return found;
}
