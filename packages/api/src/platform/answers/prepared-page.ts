/** A page whose rows the database wrote as JSON. Doors that send JSON take the text; whoever looks inside has it parsed. */
export interface PreparedPage<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

const texts = new WeakMap<object, string>();

/**
 * A page out of a list in JSON. Reading and writing such a page again costs more than the query that made it, so nothing is
 * parsed until somebody reads `items`.
 * @param list a JSON array of items in the contract's shape
 */
export function preparedPage<Item>(list: string, nextCursor: string | null): PreparedPage<Item> {
  let items: Item[] | null = null;
  const page: PreparedPage<Item> = {
    get items() {
      items ??= JSON.parse(list) as Item[];
      return items;
    },
    nextCursor,
  };
  texts.set(page, `{"items":${list},"nextCursor":${JSON.stringify(nextCursor)}}`);
  return page;
}

/**
 * An answer of which one list is JSON already; nothing is parsed until somebody looks into the list.
 * @param whole everything else
 * @param list a JSON array of items in the contract's shape
 */
export function preparedAnswer<Answer extends object, Field extends keyof Answer & string>(
  whole: Omit<Answer, Field>,
  field: Field,
  list: string,
): Answer {
  let items: unknown = null;
  const answer = Object.defineProperty({ ...whole }, field, {
    enumerable: true,
    get: () => {
      items ??= JSON.parse(list);
      return items;
    },
  }) as unknown as Answer;
  const head = JSON.stringify(whole).slice(0, -1);
  texts.set(answer, `${head}${head === "{" ? "" : ","}${JSON.stringify(field)}:${list}}`);
  return answer;
}

/** The JSON of any answer: the prepared text where there is one. */
export function jsonOf(answer: unknown): string {
  const prepared = typeof answer === "object" && answer !== null ? texts.get(answer) : undefined;
  return prepared ?? JSON.stringify(answer);
}
