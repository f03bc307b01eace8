import { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { z } from "zod";
import { procedure, router } from "../../platform/trpc/trpc.ts";

/** Wiring only. `readStatus` is composed in main, which knows every part. */
export function createSystemRouter(readStatus: () => Promise<SystemStatus>) {
  return router({
    status: procedure
      .meta({
        rest: { method: "GET", path: "/status" },
        access: "open",
        tag: "System",
        summary: "Is it running, on what, with whose data, how fresh",
        cli: "status",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SystemStatus)
      .query(() => readStatus()),
  });
}
