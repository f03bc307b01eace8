import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** Sign-ons at a provider that open the account. */
export function useIdentities() {
  return useQuery(trpc.account.externalIdentities.queryOptions({}));
}
