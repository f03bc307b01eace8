import type { ImportRowState, PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { queryClient } from "../../lib/query-client.ts";
import { api, trpc } from "../../lib/trpc.ts";
import { LEDGER_AREAS } from "../../portfolio-data/portfolio-areas.ts";
import { type Area, useAction } from "../../session/use-action.ts";

const WORKING_MS = 600;
const LIMIT = 100;
const AREAS: readonly Area[] = [...LEDGER_AREAS, "portfolioImport"];

/** Whether the server works on an import. */
export const isWorking = ({ state }: Pick<PortfolioImport, "state">): boolean =>
  state === "analysing" || state === "committing";

/** Files that were imported, newest first, a page at a time. */
export function useImports(portfolioId: string) {
  return useInfiniteQuery({
    queryKey: [["portfolioImport", "list"], { type: "pages", portfolioId }],
    queryFn: ({ pageParam, signal }) =>
      api.portfolioImport.list.query(
        { portfolioId, limit: 50, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** One import, followed while the server works on it. */
export function useImport(portfolioId: string, importId: string) {
  return useQuery({
    ...trpc.portfolioImport.get.queryOptions({ portfolioId, importId }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && isWorking(data) ? WORKING_MS : false),
  });
}

/** Rows of the file and what becomes of them. `version` changes when the file was read anew. */
export function useImportRows(found: PortfolioImport, state: ImportRowState | undefined) {
  const input = { portfolioId: found.portfolioId, importId: found.id, limit: LIMIT, ...(state && { state }) };
  return useInfiniteQuery({
    queryKey: [["portfolioImport", "rows"], { type: "pages", input, job: found.jobId, of: found.state }],
    queryFn: ({ pageParam, signal }) =>
      api.portfolioImport.rows.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Changes one import, which is followed from there. */
export function useImportAction<Input extends { portfolioId: string; importId: string }>(
  act: (input: Input) => Promise<PortfolioImport>,
  onDone: () => void = () => {},
) {
  return useAction({
    act,
    refresh: AREAS,
    inPlace: true,
    onDone,
  });
}

/** Asks for everything of the portfolio again, once an import has been recorded. */
export function refreshLedger(): void {
  for (const area of LEDGER_AREAS) void queryClient.invalidateQueries({ queryKey: [[area]] });
}

/** Throws an import away that was not recorded. */
export function useDiscardImport(onDone: () => void) {
  return useAction({
    act: (input: { portfolioId: string; importId: string }) => api.portfolioImport.discard.mutate(input),
    refresh: ["portfolioImport"],
    onDone,
  });
}

/** What files are known. */
export function useImportFormats(enabled: boolean) {
  return useQuery({ ...trpc.portfolioImport.formats.queryOptions({}), enabled, staleTime: Number.POSITIVE_INFINITY });
}

/** Mappings of columns that are kept. */
export function useMappings() {
  return useQuery(trpc.portfolioImport.mappings.queryOptions({}));
}
