import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** How a figure came about. */
export function useExplanation(portfolioId: string, figure: FigureRef) {
  return useQuery({ ...trpc.figures.explain.queryOptions({ portfolioId, ...figure }), retry: 1 });
}
