import type { Place } from "./tokens.ts";

type Path = readonly (string | number)[];

/** Where the parts of a document stand in the text it was read from. */
export class Places {
  readonly #wholes = new WeakMap<object, Place>();
  readonly #fields = new WeakMap<object, Map<string | number, Place>>();

  markWhole<Part extends object>(part: Part, place: Place): Part {
    this.#wholes.set(part, place);
    return part;
  }

  markField(owner: object, field: string | number, place: Place): void {
    const fields = this.#fields.get(owner) ?? new Map<string | number, Place>();
    this.#fields.set(owner, fields.set(field, place));
  }

  /** The place of the part at the end of the path, or of the nearest part around it that has one. */
  find(document: object, path: Path): Place | null {
    let part: unknown = document;
    let found: Place | null = null;
    for (const field of path) {
      if (!isObject(part)) break;
      found = this.#fields.get(part)?.get(field) ?? found;
      part = Reflect.get(part, field);
      if (isObject(part)) found = this.#wholes.get(part) ?? found;
    }
    return found;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
