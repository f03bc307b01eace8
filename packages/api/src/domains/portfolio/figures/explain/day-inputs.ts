import type { ValueDay } from "@cryptodesk/quant/performance/value-day";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { MeasuredDays } from "../measured-days.ts";
import type { FigureTrail } from "./figure-trail.ts";

/** Names of the inputs of a day; none for what did not flow. */
interface DayNames {
  value: string | null;
  brought: string[];
  taken: string[];
}

/** Values and flows of the days of a period, the opening value among what came in on the first one. */
export class DayInputs {
  readonly #trail: FigureTrail;
  readonly #whose: Pick<FigureRef, "assetId">;
  #opening: MeasuredDays["opening"];

  constructor(trail: FigureTrail, { opening }: MeasuredDays, whose: Pick<FigureRef, "assetId"> = {}) {
    this.#trail = trail;
    this.#whose = whose;
    this.#opening = opening;
  }

  read({ day, value, inflow, outflow }: ValueDay): DayNames {
    const brought = this.#openingInput();
    if (inflow !== null && inflow !== "0") brought.push(this.#flow(`inflow ${day}`, inflow, day));
    const taken = outflow !== null && outflow !== "0" ? [this.#flow(`outflow ${day}`, outflow, day)] : [];
    return { value: value === null ? null : this.#value(`value ${day}`, value, day), brought, taken };
  }

  #openingInput(): string[] {
    const opening = this.#opening;
    this.#opening = null;
    if (opening === null || opening.value === null || opening.value === "0") return [];
    return [this.#value(`value at the start ${opening.day}`, opening.value, opening.day)];
  }

  #value(name: string, value: string, day: string): string {
    const opens: FigureRef = { figure: "dayValue", day, ...this.#whose };
    const note = { detail: `Value at the end of ${day}`, opens };
    return this.#trail.input(name, value, { kind: "day", id: day, field: "value" }, note);
  }

  #flow(name: string, amount: string, day: string): string {
    const field = name.startsWith("inflow") ? "inflow" : "outflow";
    const detail = field === "inflow" ? `Brought in on ${day}` : `Taken out on ${day}`;
    return this.#trail.input(name, amount, { kind: "day", id: day, field }, { detail });
  }
}
