import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";

const part = z.object({ state: z.enum(["up", "down", "off"]), detail: z.string() });

/** What a person asks first: is it running, on what, with whose data, how fresh. */
export const SystemStatus = z
  .object({
    version: z.string(),
    role: z.enum(["all", "api", "worker"]),
    startedAt: IsoTime,
    now: IsoTime,
    marketSource: z.enum(["live", "sandbox", "undecided"]),
    simulated: z.boolean(),
    database: part,
    redis: part,
    lastRefreshAt: IsoTime.nullable(),
    coins: z.int().nullable(),
    streamClients: z.int(),
  })
  .meta({ id: "SystemStatus" });
export type SystemStatus = z.infer<typeof SystemStatus>;
