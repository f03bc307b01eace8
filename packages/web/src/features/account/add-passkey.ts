import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { api } from "../../lib/trpc.ts";

/** Why no passkey came about, as far as the browser says. */
export type PasskeyRefusal = "cancelled" | "known" | "failed";

/** The browser, or the person in front of it, made no passkey. */
export class PasskeyRefused extends Error {
  readonly refusal: PasskeyRefusal;

  constructor(refusal: PasskeyRefusal, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.refusal = refusal;
  }
}

/** Lets the browser make a passkey and hands it to the desk. @throws PasskeyRefused, or what the server refused */
export async function addPasskey(name: string): Promise<void> {
  const { challenge, options } = await api.account.beginPasskey.mutate({});
  const response = await create(options);
  await api.account.addPasskey.mutate({ challenge, name, response });
}

async function create(options: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  try {
    // Its shape is the server library's, which comes from the same makers.
    const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
    return { ...(await startRegistration({ optionsJSON })) };
  } catch (error) {
    throw new PasskeyRefused(refusalOf(error), error);
  }
}

/** What the names of WebAuthn's errors mean to a person. */
export function refusalOf(error: unknown): PasskeyRefusal {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "cancelled";
  return name === "InvalidStateError" ? "known" : "failed";
}
