import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

/** The daily market reports, newest first. */
export function useReports() {
  return useQuery({ ...trpc.market.reports.queryOptions({ limit: 60 }), refetchInterval: 60_000 });
}

/** One report, by its UTC day or `latest`. */
export function useReport(date: string) {
  return useQuery({ ...trpc.market.report.queryOptions({ date }), placeholderData: keepPreviousData });
}
