import type { ResolvedSettings } from "../config/resolve-settings.ts";
import { UsageError } from "../failures.ts";

/**
 * The API key of the environment, where it may go to the server in use. A file that lies beside a project can come from
 * anybody, and so can the address in it.
 * @throws UsageError, without the key in it
 */
export function apiKeyFor(key: string, { url }: ResolvedSettings): string {
  if (!/^cdk_[\w-]{8,200}$/.test(key)) {
    throw new UsageError("CRYPTODESK_API_KEY does not hold an API key: one begins with cdk_.", [
      "Make one: cryptodesk account create-key",
    ]);
  }
  if (!url.fromProject) return key;
  throw new UsageError(`CRYPTODESK_API_KEY is not sent to ${url.value}: that address comes from ${url.from}.`, [
    "If it is the key's server, say so: set CRYPTODESK_URL, or give --url or a profile.",
  ]);
}
