import type { Migration } from "kysely/migration";
import { marketDesk } from "./0001-market-desk.ts";
import { fiatRates } from "./0002-fiat-rates.ts";
import { accounts } from "./0003-accounts.ts";
import { portfolios } from "./0004-portfolios.ts";
import { strategies } from "./0005-strategies.ts";

/** Every migration by name, in the order of the names. A released one never changes. */
export const migrations: Record<string, Migration> = {
  "0001-market-desk": marketDesk,
  "0002-fiat-rates": fiatRates,
  "0003-accounts": accounts,
  "0004-portfolios": portfolios,
  "0005-strategies": strategies,
};
