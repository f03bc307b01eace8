import { z } from "zod";

/**
 * Who said something: the id of a provider, e.g. `coingecko`, `coinmarketcap`, `binance`. `sandbox` is simulated and never
 * shares a database with the others.
 */
export const ProviderId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, "must be the id of a provider, such as coingecko")
  .meta({ id: "ProviderId", description: "Id of a data provider", example: "coingecko" });
export type ProviderId = z.infer<typeof ProviderId>;

/** Coin ids are the providers' own and not slugs only: `boringdao-[old]`, `1move token`, `-5` exist. */
export const CoinId = z
  .string()
  .min(1)
  .max(128)
  .refine(
    (id) => id.trim() === id && !/\p{Cc}/u.test(id),
    "must not start or end with a space or hold control characters",
  )
  .meta({ id: "CoinId", description: "Coin id, unique where symbols are not", example: "bitcoin" });

export const IsoTime = z.iso
  .datetime()
  .meta({ id: "IsoTime", description: "UTC time, ISO 8601", example: "2026-01-31T12:00:00.000Z" });

export const Window = z.enum(["1h", "24h", "7d"]).meta({ id: "Window" });
export type Window = z.infer<typeof Window>;
