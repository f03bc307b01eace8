// Only to tell a path from an address elsewhere; nothing is fetched from it.
const HERE = "http://desk.invalid";

/**
 * Where somebody is led after signing in: a path of this desk with its query, as given.
 * @returns "/" for anything that leads elsewhere, or back to signing in
 */
export function returnPath(given: string | undefined): string {
  if (!given?.startsWith("/")) return "/";
  const url = URL.parse(given, HERE);
  if (url === null || url.origin !== HERE || given.startsWith("//") || given.includes("\\")) return "/";
  return /^\/(sign-in|register|reset-password|verify-email)\b/.test(url.pathname) ? "/" : url.href.slice(HERE.length);
}

/** What of the address the sign-in page reads. */
export function parseSignInSearch({ to, problem }: Record<string, unknown>): { to?: string; problem?: string } {
  const path = typeof to === "string" ? returnPath(to) : "/";
  return { ...(path !== "/" && { to: path }), ...(typeof problem === "string" && { problem }) };
}
