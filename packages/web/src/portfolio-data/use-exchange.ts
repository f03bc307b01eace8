import type { SetOwnRatesInput } from "@cryptodesk/shared/portfolio/export.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";
import { LEDGER_AREAS } from "./portfolio-areas.ts";

/** Makes the demo portfolio, or finds the one that is there. */
export function useDemo(onDone: (portfolio: Portfolio) => void) {
  return useAction({
    act: (currency: string) => api.exchange.createDemo.mutate({ currency }),
    refresh: LEDGER_AREAS,
    onDone,
  });
}

/** Makes a portfolio out of an exported document. */
export function useImportDocument(onDone: (portfolio: Portfolio) => void) {
  return useAction({
    act: (document: Parameters<typeof api.exchange.importDocument.mutate>[0]) =>
      api.exchange.importDocument.mutate(document),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone,
  });
}

/** Exchange rates by day, newest first: the desk's, and one's own, which count instead. */
export function useDayRates(currency: string) {
  return useQuery({ ...trpc.exchange.dayRates.queryOptions({ currency, limit: 30 }), enabled: currency !== "usd" });
}

export function useSetRates(onDone: () => void) {
  return useAction({
    act: (input: z.input<typeof SetOwnRatesInput>) => api.exchange.setRates.mutate(input),
    refresh: [...LEDGER_AREAS, "exchange"],
    inPlace: true,
    onDone,
  });
}
