import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as text. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** How a random token is stored and looked up: it has no pattern to guess, so a fast hash is enough. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Compares two texts in a time that does not tell how much of them agrees. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest());
}
