import { Option } from "commander";
import { UsageError } from "../failures.ts";
import { wholeNumber } from "../input/values.ts";
import type { Page } from "../output/rows.ts";
import type { Session } from "../session.ts";

const LARGEST_PAGE = 250;

export function pagingOptions(): Option[] {
  return [
    new Option("--limit <rows>", "rows to print, at most 250 (default: 50)").argParser(wholeNumber),
    new Option("--cursor <cursor>", "go on after this page"),
    new Option("--all", "print every page as it comes; --limit is then the size of a page"),
  ].map((option) => option.helpGroup("Paging:"));
}

interface Answer<Row> {
  items: readonly Row[];
  nextCursor: string | null;
}

interface PagedInput {
  limit: number;
  cursor?: string | undefined;
}

/** The pages that the paging flags ask for; without `--all` it is one, and stderr says how to go on. */
export async function* pagesOf<Input extends PagedInput, Row>(
  session: Session,
  input: Input,
  fetchPage: (input: Input) => Promise<Answer<Row>>,
): AsyncGenerator<Page<Row>> {
  const all = session.command.getOptionValue("all") === true;
  const limit = all && session.command.getOptionValue("limit") === undefined ? LARGEST_PAGE : input.limit;
  let { cursor } = input;
  while (true) {
    const { items, ...rest } = await fetchPage({ ...input, limit, ...(cursor !== undefined && { cursor }) });
    yield { rows: items, rest };
    if (rest.nextCursor === null) return;
    if (!all) return noticeMore(session, rest.nextCursor);
    if (rest.nextCursor === cursor) throw new UsageError("The server repeats a page; --all would never end.");
    cursor = rest.nextCursor;
  }
}

/** `rows` of one answer that is not paged. */
export function onePage<Row>(rows: readonly Row[], rest: Readonly<Record<string, unknown>> = {}): Page<Row>[] {
  return [{ rows, rest }];
}

function noticeMore({ out }: Session, cursor: string): void {
  if (out.format === "json") return;
  out.notice(`There is more: --all prints everything, --cursor ${cursor} goes on here.`);
}
