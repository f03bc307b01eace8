import {
  type Derivation,
  type DerivationInput,
  type DerivationStep,
  DerivationTrail,
  type Operation,
} from "@cryptodesk/quant/derivations/derivation";
import type { Explanation, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";

/** What is said of an input beside its value: what it is in words, and which figure explains it further. */
export interface InputNote {
  detail: string | null;
  opens: FigureRef | null;
}

export type NotedInput = DerivationInput & InputNote;

/** A figure with how it came about; `value` null where it is unknown, and then `unknown` says what is missing. */
export interface ExplainedFigure {
  figure: string;
  assetId: string | null;
  value: string | null;
  unknown: string | null;
  unit: Explanation["unit"];
  formula: Derivation["formula"];
  inputs: readonly NotedInput[];
  steps: readonly DerivationStep[];
}

/** What is said of a figure before anything is computed. */
export type FigureHead = Pick<ExplainedFigure, "figure" | "assetId" | "unit" | "formula">;

/** Collects the inputs and steps of an explanation while computing it. */
export class FigureTrail {
  readonly #trail = new DerivationTrail();
  readonly #inputs: NotedInput[] = [];
  readonly #steps: DerivationStep[] = [];

  /** @returns the name */
  input(name: string, value: string, source: DerivationInput["source"], note: Partial<InputNote> = {}): string {
    this.#trail.input(name, value, source);
    this.#inputs.push({ name, value, source, detail: note.detail ?? null, opens: note.opens ?? null });
    return name;
  }

  /** @returns the name */
  step(name: string, operation: Operation, of: readonly string[]): string {
    this.#trail.step(name, operation, of);
    this.#steps.push({ name, operation, of, value: this.#trail.valueOf(name) });
    return name;
  }

  valueOf(name: string): string {
    return this.#trail.valueOf(name);
  }

  /** The figure that the last step gives. */
  known(head: FigureHead, value: string): ExplainedFigure {
    return { ...head, value, unknown: null, inputs: this.#inputs, steps: this.#steps };
  }

  /** A figure that is not known, with what is known of it. */
  unknown(head: FigureHead, unknown: string): ExplainedFigure {
    return { ...head, value: null, unknown, inputs: this.#inputs, steps: this.#steps };
  }
}

/** A figure that is explained by a derivation of the ledger. */
export function fromDerivation(
  head: FigureHead,
  { value, formula, inputs, steps }: Derivation,
  noteOf: (input: DerivationInput) => Partial<NotedInput>,
): ExplainedFigure {
  const noted = inputs.map((input) => ({ ...input, detail: null, opens: null, ...noteOf(input) }));
  return { ...head, formula, value, unknown: null, inputs: noted, steps };
}
