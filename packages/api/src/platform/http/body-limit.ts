import type { ProcedureMeta } from "../trpc/procedure-meta.ts";

/** How large a request's body may be unless its operation says otherwise. */
export const MAX_BODY_BYTES = 256 * 1024;

/** How large the body of an operation may be, in bytes, unpacked. */
export function bodyLimitOf({ rest }: ProcedureMeta): number {
  return rest.maxBodyMb === undefined ? MAX_BODY_BYTES : rest.maxBodyMb * 1024 * 1024;
}
