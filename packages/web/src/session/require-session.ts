import { redirect } from "@tanstack/react-router";
import { currentSession, sessionReady } from "./session.ts";

/**
 * For `beforeLoad` of a page that only somebody signed in can see: everybody else signs in first and then comes back.
 * A session that ended while the page was open keeps the page.
 */
export async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  await sessionReady();
  if (currentSession().state === "anonymous") throw redirect({ to: "/sign-in", search: { to: location.href } });
}
