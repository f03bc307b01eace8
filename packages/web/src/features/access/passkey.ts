import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";

/** The person closed the browser's question; nothing went wrong. */
export class CeremonyCancelled extends Error {}

/** Passkeys work only where the browser knows them and the connection is secure. */
export const canUsePasskeys = (): boolean => window.isSecureContext && "PublicKeyCredential" in window;

/** Signs in with a passkey alone. @throws CeremonyCancelled, or what the server refused */
export async function signInWithPasskey(): Promise<TokenAnswer> {
  const { challenge, options } = await api.auth.beginPasskey.mutate({});
  const response = await askPasskey(options);
  return api.auth.passkey.mutate({ challenge, response, client: "browser" });
}

/** Finishes a sign-in whose password was right. */
export async function completeWithPasskey(signIn: string): Promise<TokenAnswer> {
  const { options } = await api.auth.beginPasskey.mutate({ challenge: signIn });
  return api.auth.completeSecondFactor.mutate({ challenge: signIn, passkey: await askPasskey(options) });
}

async function askPasskey(options: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  try {
    // Its shape is the server library's, which comes from the same makers.
    const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
    return { ...(await startAuthentication({ optionsJSON })) };
  } catch (error) {
    if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) {
      throw new CeremonyCancelled();
    }
    throw new Error(t("access.signIn.passkeyFailed"), { cause: error });
  }
}
