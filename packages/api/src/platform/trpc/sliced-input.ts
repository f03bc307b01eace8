import { setImmediate } from "node:timers/promises";
import { z } from "zod";

const SLICE = 250;
const MAX_ISSUES = 50;

/**
 * An input with a list so long that checking it at once would keep everybody else waiting: the list is checked in slices,
 * and others have their turn between two of them. Refusals read as those of the schema itself, the first 50 of them.
 * @param list name of the field that holds the list
 */
export function sliced<S extends z.ZodObject>(
  schema: S,
  list: keyof S["shape"] & string,
): ((value: unknown) => Promise<z.output<S>>) & { readonly schema: S } {
  const field = schema.shape[list];
  if (!(field instanceof z.ZodArray)) throw new TypeError(`${list} is not a list`);
  const element = field.element as z.ZodType;
  // What holds for the list as a whole, its length for one, is checked with the rest.
  const whole = schema.extend({ [list]: new z.ZodArray({ ...field.def, element: z.unknown() }) });
  const check = async (value: unknown) => {
    const head = whole.safeParse(value);
    const { checked, issues } = await checkItems(itemsOf(value, list), element, list);
    const all = [...(head.error?.issues ?? []), ...issues];
    if (all.length > 0) throw new z.ZodRealError(all.slice(0, MAX_ISSUES));
    return { ...head.data, [list]: checked } as z.output<S>;
  };
  return Object.assign(check, { schema });
}

async function checkItems(items: readonly unknown[], element: z.ZodType, list: string) {
  const issues: z.core.$ZodIssue[] = [];
  const checked: unknown[] = [];
  for (const [index, item] of items.entries()) {
    if (issues.length >= MAX_ISSUES) break;
    if (index % SLICE === SLICE - 1) await setImmediate();
    const result = element.safeParse(item);
    if (result.success) checked.push(result.data);
    else issues.push(...result.error.issues.map((issue) => ({ ...issue, path: [list, index, ...issue.path] })));
  }
  return { checked, issues };
}

function itemsOf(value: unknown, list: string): unknown[] {
  const items =
    typeof value === "object" && value !== null && Object.hasOwn(value, list) ? Reflect.get(value, list) : [];
  return Array.isArray(items) ? items : [];
}
