import type { OidcProblem } from "@cryptodesk/shared/identity/external-identity.contract";
import { t } from "../catalogue/catalogue.ts";

const KNOWN: Record<OidcProblem, true> = {
  denied: true,
  provider: true,
  unavailable: true,
  invalid: true,
  expired: true,
  link: true,
  closed: true,
  unverified: true,
  setup: true,
  disabled: true,
  taken: true,
  limit: true,
  failed: true,
};

function isKnown(problem: string): problem is OidcProblem {
  return Object.hasOwn(KNOWN, problem);
}

/** Why single sign-on came to nothing, in words; null for no problem and for what the desk never says. */
export function oidcProblemWords(problem: string | undefined | null): string | null {
  return typeof problem === "string" && isKnown(problem) ? t(`access.oidc.${problem}`) : null;
}
