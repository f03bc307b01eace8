import type { SecretBox } from "../../platform/security/secret-box.ts";

/**
 * The token that follows `token`. It is derived and not random, so that two tabs that use the same token in the same
 * seconds get the same successor, and the chain stays one.
 */
export function successorOf(secrets: SecretBox, token: string, salt: string): string {
  return secrets.sign("refresh token", token, salt);
}

/** What a page must bring along with the session's cookie; another site cannot know it. */
export function csrfTokenOf(secrets: SecretBox, sessionId: string): string {
  return secrets.sign("csrf", sessionId);
}
