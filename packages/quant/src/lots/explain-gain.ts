import { type Derivation, DerivationTrail } from "../derivations/derivation.ts";
import { type LotEvent, orderEvents, type PlacedEvent } from "./lot-event.ts";
import type { LotMatch, LotOptions, LotResult, RealisedDisposal } from "./lot-result.ts";

/** Something that came into the ledger: an acquisition or one lot of a transfer. */
interface Joined {
  lotId: string;
  eventId: string;
  /** Where the event holds it: empty for an acquisition, `lots.0.` for the first lot of a transfer. */
  path: string;
  position: number;
  dayNumber: number;
  cost: string | null;
  fee: string | null;
  quantity: string;
}

/** Something that was taken out of lots or the pool. */
interface Left {
  figure: string;
  rule: LotMatch["rule"] | "transfer";
  lotIds: readonly string[];
  position: number;
  cost: string | null;
  quantity: string;
}

type Formula = Derivation["formula"];

const REFERENCES: Record<LotMatch["rule"], string> = {
  lot: "Cost of the lot matched: 26 CFR 1.1012-1(c) for identified lots and for first in, first out",
  average: "Mean cost of identical properties: Income Tax Act (Canada), section 47",
  "same-day": "Same-day rule: TCGA 1992, section 105(1)",
  "thirty-day": "30-day rule: TCGA 1992, section 106A(5)",
  pool: "Section 104 holding: TCGA 1992, section 104; cost of a part disposal: section 110",
  short: "Short sale closed by a purchase: 26 CFR 1.1233-1(a)",
};

const DISPOSAL_GAIN: Formula = {
  name: "gain of a disposal",
  expression: "sum of the gains of its matches",
  reference: "A disposal's gain is the sum over the lots it takes",
};

const TOTAL_GAIN: Formula = {
  name: "realised gain",
  expression: "sum of the gains of all matches",
  reference: "A ledger's realised gain is the sum over its disposals' matches, those of unknown gain left out",
};

/** Explains the gains of one ledger's result. */
export class GainExplainer {
  readonly #feesInCost: boolean;
  readonly #result: LotResult;
  readonly #places = new Map<string, PlacedEvent>();
  readonly #positions = new Map<string, number>();
  readonly #disposals = new Map<string, RealisedDisposal>();
  readonly #joined: Joined[] = [];
  readonly #left: Left[] = [];
  readonly #isRedenominated: boolean;

  /** @param events and options from which `matchLots` made the result */
  constructor(events: readonly LotEvent[], options: LotOptions, result: LotResult) {
    this.#feesInCost = options.feesInCost;
    this.#result = result;
    this.#isRedenominated = events.some(({ kind }) => kind === "redenomination");
    orderEvents(events).forEach((placed, position) => {
      this.#places.set(placed.event.id, placed);
      this.#positions.set(placed.event.id, position);
      this.#joined.push(...joinedBy(placed, position));
    });
    for (const disposal of result.disposals) {
      this.#disposals.set(disposal.disposalId, disposal);
      this.#left.push(...leftBy(disposal, this.#positions.get(disposal.disposalId) ?? 0));
    }
    for (const { transferId, lots } of result.transfers) {
      const position = this.#positions.get(transferId) ?? 0;
      lots.forEach(({ lotId, cost, quantity }, index) => {
        const figure = `transfer ${transferId} lot ${index}`;
        this.#left.push({ figure, rule: "transfer", lotIds: [lotId], position, cost, quantity });
      });
    }
    // Stable: what one event takes stays in the order in which it was taken.
    this.#left.sort((left, right) => left.position - right.position);
  }

  /** All known realised gain as the sum over disposals, or over the known matches of one that is not known whole. */
  total(): Derivation {
    const trail = new DerivationTrail();
    const gains = this.#result.disposals.flatMap(({ disposalId, gain, matches }) => {
      const whole = { figure: `disposal ${disposalId}`, gain };
      const parts = matches.map((match, index) => ({ figure: matchFigure(disposalId, index), gain: match.gain }));
      return (gain === null ? parts : [whole]).flatMap((each) => gainInput(trail, each));
    });
    trail.step("gain", "sum", gains);
    return trail.derivation("realised gain", this.#result.totals.gain, TOTAL_GAIN);
  }

  /**
   * A disposal's gain as the sum over its matches.
   * @returns null where the gain is unknown
   * @throws RangeError for a disposal that realised nothing
   */
  disposal(disposalId: string): Derivation | null {
    const { gain, matches } = this.#disposal(disposalId);
    if (gain === null) return null;
    const trail = new DerivationTrail();
    const gains = matches.flatMap((match, index) => {
      return gainInput(trail, { figure: matchFigure(disposalId, index), gain: match.gain });
    });
    trail.step("gain", "sum", gains);
    return trail.derivation(`disposal ${disposalId}`, gain, DISPOSAL_GAIN);
  }

  /**
   * A match's gain from the ledger's events, and from what earlier matches and transfers took from the same units.
   * @returns null where the gain is unknown, where units of unknown cost went through the same pool before, and in a
   * ledger with redenominations, whose units are not the ones of its events
   * @throws RangeError for a match that there is not
   */
  match(disposalId: string, index: number): Derivation | null {
    const disposal = this.#disposal(disposalId);
    const match = disposal.matches[index];
    if (match === undefined) throw new RangeError(`no match ${index} of ${disposalId}`);
    if (match.gain === null || this.#isRedenominated) return null;
    const figure = matchFigure(disposalId, index);
    const units = this.#unitsOf(match, figure);
    if ([...units.joined, ...units.left].some(({ cost }) => cost === null)) return null;
    const trail = new DerivationTrail();
    trail.input("quantity", match.quantity, { kind: "figure", id: figure, field: "quantity" });
    const proceeds = this.#deriveProceeds(trail, disposal, index);
    const cost = this.#deriveCost(trail, units);
    trail.step("gain", "difference", [proceeds, cost]);
    return trail.derivation(figure, match.gain, {
      name: "gain of a match",
      expression: "proceeds left · quantity / quantity left - cost left · quantity / quantity left",
      reference: REFERENCES[match.rule],
    });
  }

  #deriveProceeds(trail: DerivationTrail, { disposalId, quantity, matches }: RealisedDisposal, index: number): string {
    const event = this.#places.get(disposalId)?.event;
    if (event?.kind !== "disposal") throw new RangeError(`${disposalId} is no disposal of this ledger`);
    const fromEvent = (field: string, value: string | null) =>
      trail.input(`${field} of ${disposalId}`, known(value), { kind: "event", id: disposalId, field });
    const gross = fromEvent("proceeds", event.proceeds);
    const fee = this.#feesInCost ? [fromEvent("fee", event.fee ?? "0")] : [];
    const net = trail.step("net proceeds", "difference", [gross, ...fee]);
    const figure = `disposal ${disposalId}`;
    const covered = trail.input("quantity covered", quantity, { kind: "figure", id: figure, field: "quantity" });
    const proceeds = trail.step("proceeds covered", "share", [net, covered, fromEvent("quantity", event.quantity)]);
    const earlier = matches.slice(0, index).map((match, at) => ({ ...match, figure: matchFigure(disposalId, at) }));
    const left = trail.step("proceeds left", "difference", [proceeds, ...takenInputs(trail, earlier, "proceeds")]);
    // A match of the same disposal may also have taken from the same units: its quantity is then an input twice.
    const quantities = takenInputs(trail, earlier, "quantity", "disposal's ");
    const quantityLeft = trail.step("quantity left to sell", "difference", [covered, ...quantities]);
    return trail.step("proceeds", "share", [left, "quantity", quantityLeft]);
  }

  #deriveCost(trail: DerivationTrail, { joined, left }: { joined: Joined[]; left: Left[] }): string {
    const costs = joined.flatMap(({ lotId, eventId, path, cost, fee }) => {
      const source = { kind: "event", id: eventId } as const;
      const paid = trail.input(`cost of ${lotId}`, known(cost), { ...source, field: `${path}cost` });
      return this.#feesInCost && path === ""
        ? [paid, trail.input(`fee of ${lotId}`, known(fee), { ...source, field: "fee" })]
        : [paid];
    });
    const quantities = joined.map(({ lotId, eventId, path, quantity }) =>
      trail.input(`quantity of lot ${lotId}`, quantity, { kind: "event", id: eventId, field: `${path}quantity` }),
    );
    const allCost = trail.step("cost of the units", "sum", costs);
    const allUnits = trail.step("units", "sum", quantities);
    const costLeft = trail.step("cost left", "difference", [allCost, ...takenInputs(trail, left, "cost")]);
    const unitsLeft = trail.step("units left", "difference", [allUnits, ...takenInputs(trail, left, "quantity")]);
    return trail.step("cost", "share", [costLeft, "quantity", unitsLeft]);
  }

  /** What came into the lot, day or pool of a match, and what left it before the match. */
  #unitsOf({ rule, lotIds }: LotMatch, figure: string): { joined: Joined[]; left: Left[] } {
    const at = this.#left.findIndex((left) => left.figure === figure);
    const before = this.#left.slice(0, at);
    const place = this.#left[at]?.position ?? 0;
    if (rule === "average") return { joined: this.#joined.filter(({ position }) => position < place), left: before };
    if (rule === "pool") return this.#poolUnits(before, place);
    const ids = new Set(lotIds);
    const joined = this.#joined.filter(({ lotId }) => ids.has(lotId));
    const fromSame = (left: Left) => left.lotIds.some((id) => ids.has(id));
    if (rule !== "thirty-day") {
      return { joined, left: before.filter((left) => fromSame(left) && isTakenInTurn(left, rule)) };
    }
    // The whole ledger's same-day matches come before any of 30 days.
    const sameDay = this.#left.filter((left) => left.rule === "same-day" && fromSame(left));
    return { joined, left: [...sameDay, ...before.filter((left) => left.rule === rule && fromSame(left))] };
  }

  #poolUnits(before: readonly Left[], place: number): { joined: Joined[]; left: Left[] } {
    const day = this.#dayAt(place);
    const joined = this.#joined.filter(({ dayNumber }) => dayNumber <= day);
    const ids = new Set(joined.map(({ lotId }) => lotId));
    const byDayRules = this.#left.filter(
      ({ rule, lotIds }) => (rule === "same-day" || rule === "thirty-day") && lotIds.some((id) => ids.has(id)),
    );
    return { joined, left: [...byDayRules, ...before.filter(({ rule }) => rule === "pool" || rule === "transfer")] };
  }

  #dayAt(position: number): number {
    return [...this.#places.values()][position]?.dayNumber ?? Number.NaN;
  }

  #disposal(disposalId: string): RealisedDisposal {
    const disposal = this.#disposals.get(disposalId);
    if (disposal === undefined) throw new RangeError(`${disposalId} realised nothing`);
    return disposal;
  }
}

function isTakenInTurn(left: Left, rule: LotMatch["rule"]): boolean {
  return left.rule === rule || (rule === "lot" && left.rule === "transfer");
}

function matchFigure(disposalId: string, index: number): string {
  return `disposal ${disposalId} match ${index}`;
}

function gainInput(trail: DerivationTrail, { figure, gain }: { figure: string; gain: string | null }): string[] {
  return gain === null ? [] : [trail.input(`gain of ${figure}`, gain, { kind: "figure", id: figure, field: "gain" })];
}

/** What a known gain is made of is known. */
function known(value: string | null): string {
  if (value === null) throw new RangeError("an unknown amount in a known gain");
  return value;
}

function takenInputs<F extends "cost" | "proceeds" | "quantity">(
  trail: DerivationTrail,
  taken: readonly ({ figure: string } & Record<F, string | null>)[],
  field: F,
  whose = "",
): string[] {
  return taken.map((each) =>
    trail.input(`${whose}${field} of ${each.figure}`, known(each[field]), { kind: "figure", id: each.figure, field }),
  );
}

function joinedBy({ event, dayNumber }: PlacedEvent, position: number): Joined[] {
  if (event.kind === "acquisition") {
    const { id, cost, quantity, fee = "0" } = event;
    return [{ lotId: id, eventId: id, path: "", position, dayNumber, cost, fee, quantity }];
  }
  if (event.kind !== "transfer-in") return [];
  return event.lots.map(({ cost, quantity }, index) => {
    const lot = { lotId: `${event.id}:${index}`, eventId: event.id, path: `lots.${index}.` };
    return { ...lot, position, dayNumber, cost, fee: "0", quantity };
  });
}

function leftBy({ disposalId, matches }: RealisedDisposal, position: number): Left[] {
  return matches.map(({ rule, lotIds, cost, quantity }, index) => {
    return { figure: matchFigure(disposalId, index), rule, lotIds, position, cost, quantity };
  });
}
