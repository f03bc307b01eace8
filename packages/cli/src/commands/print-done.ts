import type { Session } from "../session.ts";

/** Says that something without an answer is done; in JSON it is an empty document. */
export async function printDone({ out }: Session, text: string): Promise<void> {
  if (out.format === "json") return out.print("{}\n");
  out.notice(text);
}

/** `https://desk.example` and `/page` as one address. */
export function pageAddress(serverUrl: string, path: string): string {
  return `${serverUrl.replace(/\/+$/, "")}${path}`;
}
