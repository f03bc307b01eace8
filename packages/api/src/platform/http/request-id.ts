import { randomUUID } from "node:crypto";

const WELL_FORMED = /^[\w.:-]{1,128}$/;

let prefixMs = Number.NaN;
let prefix = "";

/** A UUIDv7 (RFC 9562): sortable by time, random below the millisecond. */
export function newRequestId(nowMs: number = Date.now()): string {
  // Thousands of requests fall into one millisecond.
  if (nowMs !== prefixMs) {
    const time = nowMs.toString(16).padStart(12, "0");
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    prefixMs = nowMs;
  }
  return prefix + randomUUID().slice(15);
}

/** The caller's own id where it is well formed, so that a trace can be followed through; else a new one. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === "string" && WELL_FORMED.test(header) ? header : newRequestId();
}
