import { anonymousPermissions } from "@cryptodesk/shared/identity/permission";
import type { Actor } from "../../src/platform/access/actor.ts";
import { noCaller } from "../../src/platform/access/caller.ts";
import type { HttpServerParts } from "../../src/platform/http/http-parts.ts";
import type { ServiceContext } from "../../src/platform/service-context.ts";

/** Nobody in particular, on a desk that lets anybody read. */
export const anybody: Actor = { kind: "anonymous", permissions: new Set(anonymousPermissions()) };

/** The desk itself, which may do everything. */
export const theDesk: Actor = { kind: "system" };

/** Doors that let everybody do everything: for tests and measurements of something else. */
export function openDoors(
  parts: Pick<ServiceContext, "db" | "queue" | "clock">,
): Pick<HttpServerParts, "createContext" | "readerContext" | "doorKeeper"> {
  const contextOf = (requestId: string): ServiceContext => ({ ...parts, actor: theDesk, caller: noCaller, requestId });
  return {
    createContext: ({ requestId }) => contextOf(requestId),
    readerContext: contextOf,
    doorKeeper: {
      mayReadHot: (authorization) => authorization === undefined,
      watchCaller: () => () => {},
      streamContext: async ({ requestId }) => contextOf(requestId),
      keySet: async () => ({ keys: [] }),
    },
  };
}
