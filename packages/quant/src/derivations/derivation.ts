import { divideScaled, fromScaled, multiplyScaled, shareOf, toScaled } from "../decimals/scaled.ts";
import { annualise } from "../performance/annualise.ts";
import { internalRate } from "../performance/money-weighted-return.ts";

/**
 * What a step does with its operands, all exact but for rounding half to even at 36 decimals where it divides or
 * multiplies: `sum` of all, `difference` of the first and all others, `product` and `quotient` of two, `share` of a
 * total that falls to a part of a whole (total, part, whole). Two are solved in floats and give 12 significant digits:
 * `internal-rate` the one rate of flows, each an input whose source names its day, and `annual-rate` a return a year of
 * a total and a number of days.
 */
export type Operation = "sum" | "difference" | "product" | "quotient" | "share" | "internal-rate" | "annual-rate";

export interface DerivationInput {
  /** Unique in the derivation. */
  name: string;
  value: string;
  /** Where it comes from: a field of an event, a day's value or flow, a price of a source, or another derived figure. */
  source: { kind: "event" | "day" | "price" | "figure"; id: string; field: string };
}

export interface DerivationStep {
  /** Unique in the derivation. */
  name: string;
  operation: Operation;
  /** Names of inputs or earlier steps. */
  of: readonly string[];
  value: string;
}

/** How a figure came about, in a form from which a machine can compute it again. */
export interface Derivation {
  figure: string;
  value: string;
  formula: { name: string; expression: string; reference: string };
  inputs: readonly DerivationInput[];
  /** The last one gives the figure. */
  steps: readonly DerivationStep[];
}

/**
 * Computes a figure again from the inputs of its derivation, trusting none of the values written beside the steps.
 * @throws RangeError for names that are unknown or occur twice, wrong numbers of operands, or no step
 */
export function recompute(derivation: Pick<Derivation, "inputs" | "steps">): string {
  const trail = new DerivationTrail();
  for (const { name, value, source } of derivation.inputs) trail.input(name, value, source);
  let last: string | undefined;
  for (const { name, operation, of } of derivation.steps) last = trail.step(name, operation, of);
  if (last === undefined) throw new RangeError("a derivation without steps");
  return trail.valueOf(last);
}

/** Collects the inputs and steps of a derivation while computing it. */
export class DerivationTrail {
  readonly #values = new Map<string, bigint>();
  readonly #inputs: DerivationInput[] = [];
  readonly #steps: DerivationStep[] = [];

  /** @returns the name */
  input(name: string, value: string, source: DerivationInput["source"]): string {
    this.#put(name, toScaled(value));
    this.#inputs.push({ name, value, source });
    return name;
  }

  /** @returns the name */
  step(name: string, operation: Operation, of: readonly string[]): string {
    const value =
      operation === "internal-rate"
        ? this.#solve(of)
        : evaluate(
            operation,
            of.map((each) => this.#get(each)),
          );
    this.#put(name, value);
    this.#steps.push({ name, operation, of, value: fromScaled(value) });
    return name;
  }

  valueOf(name: string): string {
    return fromScaled(this.#get(name));
  }

  derivation(figure: string, value: string, formula: Derivation["formula"]): Derivation {
    return { figure, value, formula, inputs: this.#inputs, steps: this.#steps };
  }

  #solve(of: readonly string[]): bigint {
    const flows = of.map((name) => {
      const input = this.#inputs.find((each) => each.name === name);
      if (input?.source.kind !== "day") throw new RangeError(`${name} is no flow of a day`);
      return { day: input.source.id, amount: input.value };
    });
    const rate = internalRate(flows);
    if (rate.solution !== "unique") throw new RangeError("flows without one rate");
    return toScaled(rate.annualRate);
  }

  #get(name: string): bigint {
    const value = this.#values.get(name);
    if (value === undefined) throw new RangeError(`${name} is used before it is known`);
    return value;
  }

  #put(name: string, value: bigint): void {
    if (this.#values.has(name)) throw new RangeError(`${name} occurs twice`);
    this.#values.set(name, value);
  }
}

function evaluate(operation: Operation, operands: readonly bigint[]): bigint {
  if (operation === "sum") return operands.reduce((sum, operand) => sum + operand, 0n);
  const [first, second, third] = operands;
  if (first === undefined) throw new RangeError(`a ${operation} of nothing`);
  if (operation === "difference") return operands.slice(1).reduce((rest, operand) => rest - operand, first);
  const wanted = operation === "share" ? 3 : 2;
  if (operands.length !== wanted || second === undefined) throw new RangeError(`a ${operation} of ${operands.length}`);
  if (operation === "annual-rate") return annualRate(first, second);
  if (operation === "product") return multiplyScaled(first, second);
  return operation === "quotient" || third === undefined ? divideScaled(first, second) : shareOf(first, second, third);
}

function annualRate(total: bigint, days: bigint): bigint {
  const rate = annualise(fromScaled(total), Number(fromScaled(days)));
  if (rate === null) throw new RangeError("a return that is not annualised");
  return toScaled(rate);
}
