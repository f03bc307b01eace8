import type { ServerResponse } from "node:http";
import type { Allowance } from "../limits/request-limits.ts";

/** Says how far the caller has come, in the fields of draft-ietf-httpapi-ratelimit-headers-10. */
export function setLimitHeaders(response: ServerResponse, { policy, limit, remaining, resetSeconds }: Allowance): void {
  if (response.headersSent) return;
  response.setHeader("RateLimit-Policy", `"${policy}";q=${limit};w=60`);
  response.setHeader("RateLimit", `"${policy}";r=${remaining};t=${resetSeconds}`);
}
