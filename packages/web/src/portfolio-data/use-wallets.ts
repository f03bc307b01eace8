import type { CreateWalletInput, UpdateWalletInput, Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";
import { LEDGER_AREAS } from "./portfolio-areas.ts";

/** Where a portfolio keeps things. */
export function useWallets(portfolioId: string, enabled = true) {
  return useQuery({ ...trpc.wallet.list.queryOptions({ portfolioId }), enabled });
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
