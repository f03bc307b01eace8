import { QueryClient } from "@tanstack/react-query";
import { retryQuery } from "./api-error.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The desk often runs on the very machine that shows it: the browser being offline says nothing about the API.
      networkMode: "always",
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: retryQuery,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: "always" },
  },
});
