import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { ImportFormat, PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { type StoredDraft, storedDraft } from "../../transactions/stored-draft.ts";
import type { AssetMeaning } from "../booking/asset-meaning.ts";
import { bookEvent } from "../booking/book-event.ts";
import { externalIdOf, fingerprintOf } from "../booking/fingerprint.ts";
import type { ImportEvent, Outcome } from "../formats/import-event.ts";
import { NO_COUNTS } from "../import-findings.ts";
import type { CsvRecord } from "../reading/csv-records.ts";
import { RowProblem } from "../reading/row-problem.ts";
import type { AnalysisTask, WrittenRow } from "./analysis-task.ts";

const SHOWN_CELLS = 100;
const SHOWN_CHARACTERS = 500;

type Place = PortfolioImport["places"][number];

/** Turns what rows mean into the transactions they would become, and says of every line what becomes of it. */
export class EventBooker {
  readonly #format: ImportFormat;
  readonly #task: AnalysisTask;
  readonly #lookUp: (symbols: readonly string[]) => Promise<AssetMeaning[]>;
  readonly #cells = new Map<number, string[]>();
  #outcomes: Outcome[] = [];
  readonly #meanings = new Map<string, AssetMeaning>();
  readonly #assetIds = new Map<string, string | null>();
  readonly #rowsOfSymbol = new Map<string, number>();
  readonly #places = new Map<string, Place>();
  readonly #lineOfId = new Map<string, number>();
  readonly #lineOfPrint = new Map<string, number>();
  readonly #counts = { ...NO_COUNTS };
  #firstAt: string | null = null;
  #lastAt = "";

  constructor(
    format: ImportFormat,
    task: AnalysisTask,
    lookUp: (symbols: readonly string[]) => Promise<AssetMeaning[]>,
  ) {
    this.#format = format;
    this.#task = task;
    this.#lookUp = lookUp;
  }

  get waiting(): number {
    return this.#outcomes.length;
  }

  add(records: readonly CsvRecord[], outcomes: readonly Outcome[]): void {
    for (const { line, cells } of records) this.#cells.set(line, shown(cells));
    this.#outcomes.push(...outcomes);
  }

  /** Rows of the next `limit` outcomes. */
  async take(limit: number): Promise<WrittenRow[]> {
    const outcomes = this.#outcomes.slice(0, limit);
    this.#outcomes = this.#outcomes.slice(limit);
    const symbols = new Set(outcomes.flatMap((outcome) => (outcome.state === "event" ? symbolsOf(outcome.event) : [])));
    const unknown = [...symbols].filter((symbol) => !this.#meanings.has(symbol));
    for (const meaning of unknown.length === 0 ? [] : await this.#lookUp(unknown)) {
      this.#meanings.set(meaning.symbol, meaning);
      this.#assetIds.set(meaning.symbol, meaning.assetId);
    }
    return outcomes.flatMap((outcome) => this.#rows(outcome));
  }

  meanings(): AssetMeaning[] {
    return [...this.#meanings.values()];
  }

  assets(): PortfolioImport["assets"] {
    return this.meanings().map(({ symbol, assetId, name, others, decided }) => ({
      symbol,
      assetId,
      name,
      others,
      decided,
      rows: this.#rowsOfSymbol.get(symbol) ?? 0,
    }));
  }

  places(): Place[] {
    return [...this.#places.values()];
  }

  counts(): PortfolioImport["counts"] {
    return { ...this.#counts };
  }

  newestFirst(): boolean {
    return this.#firstAt !== null && this.#firstAt > this.#lastAt;
  }

  #rows(outcome: Outcome): WrittenRow[] {
    if (outcome.state === "event") return this.#eventRows(outcome.lines, outcome.event);
    return outcome.lines.map((line) => this.#row(line, outcome.state, outcome.reason));
  }

  #eventRows(unordered: readonly number[], event: ImportEvent): WrittenRow[] {
    const lines = [...unordered].sort((left, right) => left - right);
    const [first = 0, ...others] = lines;
    this.#firstAt ??= event.at;
    this.#lastAt = event.at;
    for (const symbol of symbolsOf(event))
      this.#rowsOfSymbol.set(symbol, (this.#rowsOfSymbol.get(symbol) ?? 0) + lines.length);
    try {
      const place = this.#placeOf(event.place ?? null, lines.length);
      const drafts = this.#drafts(event, place);
      const fingerprint = fingerprintOf(event, (symbol) => this.#meanings.get(symbol)?.assetId ?? symbol);
      const id = event.id ? externalIdOf(this.#format, event.id) : null;
      const twin = this.#twinOf(first, id, fingerprint, event);
      const state = twin.isDuplicate ? "duplicate" : "new";
      if (state === "new") this.#counts.transactions += drafts.length;
      const head = { ...this.#row(first, state, twin.reason), joins: others, drafts, fingerprint, external_id: id };
      const part = twin.isDuplicate ? twin.reason : `Part of the transaction of line ${first}.`;
      return [head, ...others.map((line) => ({ ...this.#row(line, state, part), joins: [first] }))];
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      return lines.map((line) => this.#row(line, error.state, error.message));
    }
  }

  #drafts(event: ImportEvent, walletId: string): object[] {
    const { options, currency, now } = this.#task;
    const drafts = bookEvent(event, { cash: options.cash ?? "outside", walletId, assets: this.#assetIds });
    return drafts.map((draft) => {
      const isSide = draft.type === "transfer-out" || draft.type === "transfer-in";
      // A transfer's sides find each other anew; one that does not came from outside, or went there.
      const alone = isSide
        ? { ...draft, type: draft.type === "transfer-in" ? ("deposit" as const) : ("withdrawal" as const) }
        : draft;
      return said(checked(alone, { walletId, currency, now: new Date(now) }));
    });
  }

  #twinOf(
    line: number,
    id: string | null,
    fingerprint: string,
    { remark }: ImportEvent,
  ): { isDuplicate: boolean; reason: string | null } {
    const known = id === null ? undefined : this.#lineOfId.get(id);
    if (known !== undefined) return { isDuplicate: true, reason: `Its id stands on line ${known} already.` };
    if (id !== null) {
      this.#lineOfId.set(id, line);
      return { isDuplicate: false, reason: remark ?? null };
    }
    const same = this.#lineOfPrint.get(fingerprint);
    if (same === undefined) this.#lineOfPrint.set(fingerprint, line);
    const twice = same === undefined ? null : `The same as line ${same}, and nothing tells them apart: both are kept.`;
    const reason = [remark, twice].filter((each) => each).join(" ");
    return { isDuplicate: false, reason: reason === "" ? null : reason };
  }

  #placeOf(name: string | null, rows: number): string {
    if (name === null) return this.#task.walletId;
    const key = name.slice(0, 200);
    const known = this.#places.get(key);
    if (known) {
      known.rows += rows;
      return known.walletId;
    }
    const given = this.#task.options.places?.[key];
    const named = this.#task.wallets.find((wallet) => wallet.name.toLowerCase() === key.toLowerCase());
    const place: Place = {
      name: key,
      walletId: given ?? named?.id ?? this.#task.walletId,
      rows,
      decided: given ? "given" : named ? "name" : "import",
    };
    this.#places.set(key, place);
    return place.walletId;
  }

  #row(line: number, state: WrittenRow["state"], reason: string | null): WrittenRow {
    const cells = this.#cells.get(line) ?? [];
    this.#cells.delete(line);
    this.#counts.rows += 1;
    this.#counts[state] += 1;
    return { line, state, reason, cells, joins: [], drafts: [], fingerprint: null, external_id: null };
  }
}

function symbolsOf({ in: into, out, fees, value }: ImportEvent): string[] {
  const units = [into, out, ...(fees ?? [])].flatMap((each) => each?.symbol ?? []);
  return value ? [...units, value.currency] : units;
}

function checked(draft: Parameters<typeof storedDraft>[0], defaults: Parameters<typeof storedDraft>[1]): StoredDraft {
  try {
    return storedDraft(draft, defaults);
  } catch (error) {
    if (error instanceof DomainError) throw new RowProblem("refused", `It cannot be recorded: ${error.message}.`);
    throw error;
  }
}

/** A draft as the contract has it: what is not said is left out. */
function said({ at, acquiredAt, lots, tags, ...rest }: StoredDraft): object {
  const draft: Record<string, unknown> = { date: at.toISOString() };
  for (const field in rest) {
    const value = rest[field as keyof typeof rest];
    if (value !== null) draft[field] = value;
  }
  if (acquiredAt) draft.acquiredAt = acquiredAt.toISOString();
  if (lots.length > 0) draft.lots = lots;
  if (tags.length > 0) draft.tags = tags;
  return draft;
}

function shown(cells: readonly string[]): string[] {
  return cells
    .slice(0, SHOWN_CELLS)
    .map((cell) => cell.slice(0, SHOWN_CHARACTERS).replaceAll("\u0000", "\ufffd").toWellFormed());
}
