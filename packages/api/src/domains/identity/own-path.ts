const ELSEWHERE = "http://desk.invalid";
const MAX_LENGTH = 2000;

/**
 * Where a browser may be sent within the desk, of what an address bar asked for.
 * @returns path, query and hash of one of the desk's pages; `/` for anything that could lead elsewhere
 */
export function ownPath(asked: string | null): string {
  if (asked === null || asked.length > MAX_LENGTH || !asked.startsWith("/")) return "/";
  // Browsers read a backslash as a slash, and leave out tabs and line ends.
  if (/[\\\p{Cc}]/u.test(asked) || !URL.canParse(asked, ELSEWHERE)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, ELSEWHERE);
  if (origin !== ELSEWHERE || pathname.includes("//") || /^\/(api|trpc|sign-in)(\/|$)/.test(pathname)) return "/";
  return `${pathname}${search}${hash}`;
}
