import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { CreateWalletInput, UpdateWalletInput, Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { useQueries, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";
import { LEDGER_AREAS } from "./portfolio-areas.ts";
import { usePortfolios } from "./use-portfolios.ts";

/** Where a portfolio keeps things. */
export function useWallets(portfolioId: string, enabled = true) {
  return useQuery({ ...trpc.wallet.list.queryOptions({ portfolioId }), enabled });
}

/** The wallets of every portfolio of the account, by portfolio; those that are not there yet are left out. */
export function useAllWallets(): { portfolio: Portfolio; wallets: readonly Wallet[] }[] {
  const portfolios = usePortfolios().data?.items ?? [];
  const lists = useQueries({
    queries: portfolios.map(({ portfolio }) => trpc.wallet.list.queryOptions({ portfolioId: portfolio.id })),
  });
  return portfolios.flatMap(({ portfolio }, index) => {
    const wallets = lists[index]?.data?.items;
    return wallets ? [{ portfolio, wallets }] : [];
  });
}

export function useCreateWallet(onDone: (wallet: Wallet) => void) {
  return useAction({
    act: (input: z.input<typeof CreateWalletInput>) => api.wallet.create.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone,
  });
}

export function useUpdateWallet(onDone: (wallet: Wallet) => void) {
  return useAction({
    act: (input: z.input<typeof UpdateWalletInput>) => api.wallet.update.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone,
  });
}

/** Deletes a wallet without transactions. */
export function useDeleteWallet() {
  return useAction({
    act: ({ portfolioId, id, version }: Wallet) => api.wallet.delete.mutate({ portfolioId, walletId: id, version }),
    refresh: LEDGER_AREAS,
  });
}
