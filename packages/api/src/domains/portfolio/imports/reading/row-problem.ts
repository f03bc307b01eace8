/** Why a row of a file becomes no transaction. */
export class RowProblem extends Error {
  readonly state: "refused" | "ignored";

  constructor(state: "refused" | "ignored", reason: string) {
    super(reason);
    this.name = "RowProblem";
    this.state = state;
  }
}

/** @throws RowProblem that says why the row cannot be used */
export function refuse(reason: string): never {
  throw new RowProblem("refused", reason);
}

/** @throws RowProblem that says why the row is no transaction */
export function ignore(reason: string): never {
  throw new RowProblem("ignored", reason);
}

/** A cell as it is shown within a sentence. */
export function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
