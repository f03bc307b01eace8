import type {
  CreatePortfolioInput,
  Portfolio,
  PortfolioListItem,
  UpdatePortfolioInput,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { t } from "../catalogue/catalogue.ts";
import { queryClient } from "../lib/query-client.ts";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";
import { showToast, showUndo } from "../ui/toast.tsx";
import { LEDGER_AREAS } from "./portfolio-areas.ts";

// How often figures that are being computed are looked at again.
const RECOMPUTING_MS = 2_000;
const LIVE_MS = 30_000;

/** The account's portfolios with what they are worth; looked at again sooner while one is being computed. */
export function usePortfolios(deleted = false) {
  return useQuery({
    ...trpc.portfolio.list.queryOptions({ deleted }),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isRecomputing) ? RECOMPUTING_MS : LIVE_MS),
  });
}

const isRecomputing = ({ calculation }: Pick<PortfolioListItem, "calculation">) => calculation.state === "recomputing";

/** One portfolio with its rules and its version, deleted or not. */
export function usePortfolio(portfolioId: string, enabled = true) {
  return useQuery({ ...trpc.portfolio.get.queryOptions({ portfolioId }), enabled });
}

export function useCreatePortfolio(onDone: (portfolio: Portfolio) => void) {
  return useAction({
    act: (input: z.input<typeof CreatePortfolioInput>) => api.portfolio.create.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone,
  });
}

/** Changes what is given; `inPlace` where the form says why it failed. */
export function useUpdatePortfolio(onDone: (portfolio: Portfolio) => void = () => {}) {
  return useAction({
    act: (input: z.input<typeof UpdatePortfolioInput>) => api.portfolio.update.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone: (portfolio) => {
      keepPortfolio(portfolio);
      onDone(portfolio);
    },
  });
}

/** The next change is made to this version: waiting for the answer to be asked again would have it refused. */
function keepPortfolio(portfolio: Portfolio): void {
  queryClient.setQueryData(trpc.portfolio.get.queryKey({ portfolioId: portfolio.id }), portfolio);
}

/** Deletes a portfolio and offers to take that back. */
export function useDeletePortfolio(onDone: () => void = () => {}) {
  const restore = useRestorePortfolio();
  return useAction({
    act: ({ id, version }: Pick<Portfolio, "id" | "name" | "version">) =>
      api.portfolio.delete.mutate({ portfolioId: id, version }),
    refresh: LEDGER_AREAS,
    onDone: (_portfolio, gone) => {
      onDone();
      showUndo(t("portfolio.deleted", { name: gone.name }), () => restore.mutate(gone));
    },
  });
}

export function useRestorePortfolio() {
  return useAction({
    act: ({ id }: Pick<Portfolio, "id" | "name">) => api.portfolio.restore.mutate({ portfolioId: id }),
    refresh: LEDGER_AREAS,
    onDone: (portfolio) => {
      keepPortfolio(portfolio);
      showToast(t("portfolio.restored", { name: portfolio.name }));
    },
  });
}
