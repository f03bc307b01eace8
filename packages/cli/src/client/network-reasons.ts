const REASONS: Record<string, string> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection closed",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name not found",
  ETIMEDOUT: "no answer",
  UND_ERR_SOCKET: "connection closed",
};

/** The plain words for a system error code; the code itself where there are none. */
export function networkReason(code: string): string {
  return REASONS[code] ?? code;
}

/** The plain words for an error whose text holds a system error code, e.g. `connect ECONNREFUSED 127.0.0.1:4000`. */
export function networkReasonIn(text: string): string | null {
  const code = Object.keys(REASONS).find((candidate) => text.includes(candidate));
  return code ? networkReason(code) : null;
}
